package io.tidemark.lab.load;

import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * All clients at work, and their connections: one each, or one for all. Thread-safe; what starts
 * and what stops wait for each other.
 */
final class Crowd {
  private record Member(Presence presence, LoadClient client) {}

  private final Ledger ledger;
  private final List<Member> members = new ArrayList<>();
  private final List<ManagedChannel> channels = new ArrayList<>();

  Crowd(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * @param shared over the connection that is there, if there is one
   */
  synchronized void start(
      Presence presence, ClientProfile profile, Schedule schedule, boolean shared, int port) {
    if (channels.isEmpty() || !shared) {
      channels.add(LoadClient.channel(port));
    }
    ManagedChannel channel = channels.get(channels.size() - 1);
    LoadClient client = new LoadClient(profile, schedule, ledger, channel);
    members.add(new Member(presence, client));
    client.start();
  }

  /** Those of one presence send nothing more. */
  synchronized void stop(Presence presence) {
    members.stream()
        .filter(member -> member.presence() == presence)
        .forEach(member -> member.client().stopSending());
  }

  /** Whoever waits before it looks for the service again looks now. */
  synchronized void reconnect() {
    channels.forEach(ManagedChannel::resetConnectBackoff);
  }

  /** Nobody sends anything more; returns when every request has ended. */
  synchronized void stopAll() {
    members.forEach(member -> member.client().stopSending());
    try {
      for (Member member : members) {
        member.client().awaitEnd();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channels.forEach(ManagedChannel::shutdownNow);
  }
}

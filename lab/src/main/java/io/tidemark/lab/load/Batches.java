package io.tidemark.lab.load;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Single large requests of the culprit, one after the other, over one connection. Their keys are
 * new and begin with {@link #PREFIX}. For one thread.
 */
public final class Batches {
  /** What the key of every item begins with, and that of no other client. */
  public static final String PREFIX = "at://batch/";

  private final ClientProfile profile;
  private final Ledger ledger;
  private final ManagedChannel channel;
  private final Calls calls;
  private long sent;

  Batches(ClientProfile profile, Ledger ledger, int port) {
    this.profile = profile;
    this.ledger = ledger;
    this.channel = LoadClient.channel(port);
    this.calls = new Calls(channel, profile);
  }

  /** Sends a request of so many items and waits for its end. */
  Status.Code send(Handler handler, int items) {
    CompletableFuture<Status.Code> end = new CompletableFuture<>();
    ledger.sent(profile.name(), handler, items);
    calls.send(handler, keys(items), end::complete);
    Status.Code status = end.join();
    ledger.ended(profile.name(), handler, items, status);
    return status;
  }

  void close() {
    channel.shutdownNow();
  }

  private List<String> keys(int items) {
    long first = sent;
    sent += items;
    return IntStream.range(0, items).mapToObj(i -> PREFIX + (first + i)).toList();
  }
}

package io.tidemark.lab.load;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * One client at work: a thread that sends what its schedule says when it is due, and never waits
 * for an answer.
 *
 * <p>For one thread, which starts it, then stops it, then awaits its end.
 */
final class LoadClient {
  private static final int MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

  private final ClientProfile profile;
  private final Schedule schedule;
  private final Ledger ledger;
  private final Calls calls;
  private final Semaphore places;
  private final Thread sender;
  private volatile boolean stopping;

  LoadClient(ClientProfile profile, Schedule schedule, Ledger ledger, Channel channel) {
    this.profile = profile;
    this.schedule = schedule;
    this.ledger = ledger;
    this.calls = new Calls(channel, profile);
    this.places = new Semaphore(profile.maxInFlight());
    this.sender = new Thread(this::sendAll, "client-" + profile.name());
  }

  void start() {
    sender.start();
  }

  void stopSending() {
    stopping = true;
    LockSupport.unpark(sender);
  }

  /** Returns when every request has ended, by its deadline at the latest. */
  void awaitEnd() throws InterruptedException {
    sender.join();
    places.acquire(profile.maxInFlight());
  }

  /** One connection, and no retries of the library: what it is told is sent once or not at all. */
  static ManagedChannel channel(int port) {
    return NettyChannelBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .usePlaintext()
        .maxInboundMessageSize(MAX_RESPONSE_BYTES)
        .disableRetry()
        .build();
  }

  private void sendAll() {
    long startNs = System.nanoTime();
    for (Arrival next = schedule.next(); !stopping; next = schedule.next()) {
      for (long waitNs = wait(startNs, next);
          waitNs > 0 && !stopping;
          waitNs = wait(startNs, next)) {
        LockSupport.parkNanos(this, waitNs);
      }
      if (!stopping) {
        send(next);
      }
    }
  }

  private static long wait(long startNs, Arrival next) {
    return startNs + next.dueNs() - System.nanoTime();
  }

  private void send(Arrival next) {
    if (!places.tryAcquire()) {
      ledger.skipped(profile.name(), next.handler());
      return;
    }
    attempt(next, profile.habits().retries());
  }

  private void attempt(Arrival request, int retries) {
    ledger.sent(profile.name(), request.handler(), request.keys().size());
    calls.send(request.handler(), request.keys(), status -> ended(request, retries, status));
  }

  private void ended(Arrival request, int retries, Status.Code status) {
    ledger.ended(profile.name(), request.handler(), request.keys().size(), status);
    if (status != Status.Code.OK && retries > 0 && !stopping) {
      attempt(request, retries - 1);
    } else {
      places.release();
    }
  }
}

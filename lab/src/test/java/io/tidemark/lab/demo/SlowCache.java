package io.tidemark.lab.demo;

import io.tidemark.lab.load.Batches;
import io.tidemark.lab.memcached.StandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A cache that is slow when it is crowded, as in the incident: the lookups of a batch wait in it
 * for each other. It answers nobody until a crowd of known size waits, and then all of them, so
 * that how many lookups overlap depends on the handler and not on the speed of the machine. Other
 * keys are answered at once.
 *
 * <p>Thread-safe.
 */
final class SlowCache {
  /** Less than a client waits for an answer. */
  private static final int PATIENCE_SECONDS = 4;

  private volatile CyclicBarrier crowd = new CyclicBarrier(1);

  StandIn start() throws IOException {
    return new StandIn(InetAddress.getLoopbackAddress(), 0, this::hold);
  }

  /** From now on lookups wait until so many do; once they waited in vain, no more. */
  void holdUntil(int waiting) {
    crowd = new CyclicBarrier(waiting);
  }

  private void hold(String key) {
    if (!key.startsWith(Batches.PREFIX)) {
      return;
    }
    try {
      crowd.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (BrokenBarrierException | TimeoutException e) {
      // The crowd did not come: the test's expectation says so better.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

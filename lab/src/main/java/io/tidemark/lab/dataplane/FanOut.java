package io.tidemark.lab.dataplane;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Runs one task per key of a batch and waits for all of them. At most {@code maxRunning} tasks run
 * at once, over all requests that share this object; the caller waits for a free place.
 *
 * <p>Thread-safe. Stops starting tasks when the request is cancelled.
 */
final class FanOut {
  private static final long CANCELLATION_CHECK_MS = 50;

  private final Executor executor;
  private final Semaphore places;

  FanOut(Executor executor, int maxRunning) {
    this.executor = executor;
    this.places = new Semaphore(maxRunning);
  }

  /** Looks every key up for a caller; answers in the order of the keys. */
  List<ByteString> all(List<String> keys, Function<String, ByteString> lookup, Caller caller)
      throws InterruptedException {
    ByteString[] found = new ByteString[keys.size()];
    CountDownLatch open = new CountDownLatch(found.length);
    for (int i = 0; i < found.length; i++) {
      awaitPlace();
      int index = i;
      start(
          () -> {
            try {
              found[index] = lookup.apply(keys.get(index));
            } finally {
              places.release();
              open.countDown();
            }
          });
      caller.taskStarted();
    }
    // Also publishes what the tasks wrote into the array.
    open.await();
    return Arrays.asList(found);
  }

  private void awaitPlace() throws InterruptedException {
    while (!places.tryAcquire(CANCELLATION_CHECK_MS, TimeUnit.MILLISECONDS)) {
      if (Context.current().isCancelled()) {
        throw Status.CANCELLED.withDescription("the caller went away").asRuntimeException();
      }
    }
  }

  private void start(Runnable task) {
    boolean started = false;
    try {
      executor.execute(task);
      started = true;
    } finally {
      if (!started) {
        places.release();
      }
    }
  }
}

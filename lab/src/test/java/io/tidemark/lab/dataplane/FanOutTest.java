package io.tidemark.lab.dataplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FanOutTest {
  private static final List<String> KEYS =
      IntStream.range(0, 40).mapToObj(i -> "key-" + i).toList();

  private final Caller caller = new Caller();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void answersInTheOrderOfTheKeys() throws InterruptedException {
    List<ByteString> found = new FanOut(threads, 8).all(KEYS, ByteString::copyFromUtf8, caller);
    assertEquals(KEYS, found.stream().map(ByteString::toStringUtf8).toList());
  }

  @Test
  void startsEveryTaskOfABatchAtOnceBelowTheCeiling() throws InterruptedException {
    CountDownLatch all = new CountDownLatch(KEYS.size());
    new FanOut(threads, KEYS.size())
        .all(
            KEYS,
            key -> {
              all.countDown();
              awaitZero(all);
              return ByteString.EMPTY;
            },
            caller);
    assertEquals(0, all.getCount());
  }

  @Test
  void runsAsManyAsItsPlacesAndNeverMore() throws InterruptedException {
    CyclicBarrier three = new CyclicBarrier(3);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    new FanOut(threads, 3)
        .all(
            KEYS.subList(0, 39),
            key -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              meet(three);
              running.decrementAndGet();
              return ByteString.EMPTY;
            },
            caller);
    assertEquals(3, most.get());
  }

  @Test
  void startsNothingMoreOnceTheCallerIsGone() {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger started = new AtomicInteger();
    Context.CancellableContext call = Context.current().withCancellation();
    FanOut fanOut = new FanOut(threads, 1);
    assertThrows(
        StatusRuntimeException.class,
        () ->
            call.call(
                () ->
                    fanOut.all(
                        KEYS,
                        key -> {
                          started.incrementAndGet();
                          call.cancel(null);
                          awaitZero(release);
                          return ByteString.EMPTY;
                        },
                        caller)));
    release.countDown();
    assertEquals(1, started.get());
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitZero(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

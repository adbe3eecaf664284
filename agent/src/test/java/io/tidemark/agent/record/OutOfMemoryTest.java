package io.tidemark.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Without the agent no error's stack trace can be looked at: all may come again. */
class OutOfMemoryTest {
  private final AtomicLong nowNs = new AtomicLong(-1);
  private final OutOfMemory seen = new OutOfMemory(nowNs::get);

  @Test
  void oneErrorCountsOnceHoweverItIsWrapped() {
    OutOfMemoryError error = new OutOfMemoryError("heap");
    OutOfMemoryError copy = new OutOfMemoryError("as a fork-join pool makes it");
    copy.initCause(error);
    assertEquals(
        List.of(true, false, false, false),
        List.of(
            seen.isNewIn(new ExecutionException(error)),
            seen.isNewIn(error),
            seen.isNewIn(new CompletionException(new ExecutionException(error))),
            seen.isNewIn(copy)));
  }

  @Test
  void twoErrorsAreTwo() {
    assertTrue(seen.isNewIn(new OutOfMemoryError("heap")));
    assertTrue(seen.isNewIn(new OutOfMemoryError("heap")));
  }

  @Test
  void theSameErrorLaterIsAnother() {
    OutOfMemoryError error = new OutOfMemoryError("heap");
    assertTrue(seen.isNewIn(error));
    nowNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(99));
    assertEquals(false, seen.isNewIn(error));
    nowNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(2));
    assertTrue(seen.isNewIn(error));
    assertEquals(false, seen.isNewIn(error));
  }

  @Test
  void otherFailuresAreNone() {
    RuntimeException one = new IllegalStateException();
    RuntimeException two = new IllegalStateException(one);
    one.initCause(two); // for ever
    assertEquals(false, seen.isNewIn(two));
    assertEquals(false, seen.isNewIn(new StackOverflowError()));
  }

  @Test
  void looksNoFurtherThanEightCauses() {
    Throwable seventh = new OutOfMemoryError("heap");
    for (int i = 0; i < 7; i++) {
      seventh = new IllegalStateException(seventh);
    }
    assertEquals(false, seen.isNewIn(new IllegalStateException(seventh)));
    assertTrue(seen.isNewIn(seventh));
  }

  @Test
  void allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    OutOfMemory fresh = new OutOfMemory(System::nanoTime);
    Throwable failure = new ExecutionException(new OutOfMemoryError("heap"));
    threads.getThreadAllocatedBytes(thread);
    long before = threads.getThreadAllocatedBytes(thread);
    boolean first = fresh.isNewIn(failure);
    boolean second = fresh.isNewIn(failure);
    long after = threads.getThreadAllocatedBytes(thread);
    assertEquals(List.of(true, false, 0L), List.of(first, second, after - before));
  }
}

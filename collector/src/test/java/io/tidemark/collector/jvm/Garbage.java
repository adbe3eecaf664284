package io.tidemark.collector.jvm;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** What a child does to its heap, so that it must stop its threads. */
final class Garbage {
  // Some 250 MB of small objects, each pointing at another far away: slow to mark and to copy.
  private static final int LIVE_OBJECTS = 5_000_000;
  private static final int GARBAGE_BYTES = 4096;
  private static final long CHURN_NS = TimeUnit.MILLISECONDS.toNanos(600);

  @SuppressWarnings("UnusedVariable") // that it is there is its use
  private static volatile Object @Nullable [] live;

  @SuppressWarnings("UnusedVariable") // lest the compiler see that nobody needs it
  private static volatile @Nullable Object garbage;

  private Garbage() {}

  /** Does what the command says, if it is one of these. */
  @SuppressWarnings("SystemGc") // the tests are about what that leaves in hsperfdata
  static boolean obey(String command) {
    switch (command) {
      case "gc" -> System.gc();
      case "fill" -> fill();
      case "churn" -> churn();
      case "count" -> countObjects();
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void fill() {
    Object[] objects = new Object[LIVE_OBJECTS];
    for (int i = 0; i < objects.length; i++) {
      objects[i] = new Object[] {objects[(int) (i * 2_654_435_761L % (i + 1))], i};
    }
    live = objects;
  }

  private static void churn() {
    long endNs = System.nanoTime() + CHURN_NS;
    while (System.nanoTime() < endNs) {
      for (int i = 0; i < 100; i++) {
        garbage = new byte[GARBAGE_BYTES];
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  // Walks the heap while all threads stand, whatever the collector.
  private static void countObjects() {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "gcClassHistogram",
              new Object[] {new String[] {"-all"}},
              new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IllegalStateException("no class histogram can be had", e);
    }
  }
}

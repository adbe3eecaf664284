package io.tidemark.agent.child;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicLong;

/** Uses CPU time and heap, and knows how much. Thread-safe. */
final class Burner {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @SuppressWarnings("UnusedVariable") // written, so that what is made is not optimised away
  private static volatile Object sink = new Object();

  private static volatile double spun;

  private final AtomicLong cpuNs = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /** Makes arrays, and burns CPU time by the running thread's own clock. */
  void use(int arrays, int arrayBytes, long atLeastNs) {
    long begin = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < arrays; i++) {
      allocate(arrayBytes);
    }
    long now = THREADS.getCurrentThreadCpuTime();
    double sum = 0;
    while (now - begin < atLeastNs) {
      for (int i = 1; i < 20_000; i++) {
        sum += 1.0 / i;
      }
      now = THREADS.getCurrentThreadCpuTime();
    }
    spun = sum;
    cpuNs.addAndGet(now - begin);
  }

  /** Makes an array. */
  void allocate(int arrayBytes) {
    sink = new byte[arrayBytes];
    bytes.addAndGet(arrayBytes);
  }

  long cpuNs() {
    return cpuNs.get();
  }

  long bytes() {
    return bytes.get();
  }

  static double spun() {
    return spun;
  }
}

package io.tidemark.collector.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Context switches of all threads of one process, by {@code /proc/PID/task/TID/status}.
 *
 * <p>The kernel tells them by thread alone, at 20 µs each: 0.1 s for 5,000 threads. So a few
 * threads are looked at a time, one after the other, and what each added since its last turn is
 * added up. The total rises by and by and never falls; what a thread did after its last turn,
 * before it ended, is missing from it. Past {@value #MAX_THREADS} threads nothing is counted.
 */
final class ThreadSwitches {
  /** Most threads of a process that are counted. */
  static final int MAX_THREADS = 8_192;

  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,8}");

  private final Procfs procfs;
  private final Path tasks;
  private int[] threads = {};
  private Switches[] counted = {};
  private int next;
  private boolean complete;
  private Switches total = Switches.NONE;

  ThreadSwitches(Procfs procfs, Path process) {
    this.procfs = procfs;
    this.tasks = process.resolve("task");
  }

  /** The total; empty until each thread was looked at once. */
  Optional<Switches> total() {
    return complete ? Optional.of(total) : Optional.empty();
  }

  /** Whether all threads had their turn; the next look begins with a new list of them. */
  boolean done() {
    return next >= threads.length;
  }

  /**
   * Looks at the next threads.
   *
   * @return how many were looked at, at most {@code max}
   */
  int look(int max) {
    if (done()) {
      list();
    }
    int from = next;
    int end = Math.min(threads.length, next + max);
    for (; next < end; next++) {
      look(threads[next], next);
    }
    complete |= done() && threads.length > 0;
    return next - from;
  }

  private void look(int thread, int index) {
    try {
      String text = procfs.text(tasks.resolve(thread + "/status"));
      Switches now = ProcStatus.switches(text);
      total = total.plus(now.since(counted[index]));
      counted[index] = now;
    } catch (IOException e) {
      // It has ended, most likely. One that is there and cannot be read is tried again next time.
    }
  }

  private void list() {
    String[] names = tasks.toFile().list();
    int[] listed =
        names == null
            ? new int[0]
            : Arrays.stream(names)
                .filter(name -> ID.matcher(name).matches())
                .mapToInt(Integer::parseInt)
                .sorted()
                .limit(MAX_THREADS)
                .toArray();
    Switches[] known = new Switches[listed.length];
    for (int i = 0; i < listed.length; i++) {
      int at = Arrays.binarySearch(threads, listed[i]);
      known[i] = at >= 0 ? counted[at] : Switches.NONE;
    }
    threads = listed;
    counted = known;
    next = 0;
  }
}

package io.tidemark.collector.process;

import io.tidemark.collector.kernel.KernelFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

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

  private static final int MAX_DIGITS = 9;

  private final KernelFiles files;
  private final File tasks;
  private int[] threads = {};
  private Switches[] counted = {};
  private int next;
  private boolean complete;
  private Switches total = Switches.NONE;

  ThreadSwitches(KernelFiles files, Path process) {
    this.files = files;
    this.tasks = process.resolve("task").toFile();
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
      String text = files.shortText(tasks.getPath() + "/" + thread + "/status");
      Switches now = ProcStatus.switches(text);
      total = total.plus(now.since(counted[index]));
      counted[index] = now;
    } catch (IOException e) {
      // It has ended, most likely. One that is there and cannot be read is tried again next time.
    }
  }

  private void list() {
    String[] names = tasks.list();
    int[] listed = names == null ? new int[0] : ids(names);
    Switches[] known = new Switches[listed.length];
    for (int i = 0; i < listed.length; i++) {
      int at = Arrays.binarySearch(threads, listed[i]);
      known[i] = at >= 0 ? counted[at] : Switches.NONE;
    }
    threads = listed;
    counted = known;
    next = 0;
  }

  private static int[] ids(String... names) {
    int[] ids = new int[names.length];
    int count = 0;
    for (String name : names) {
      int id = id(name);
      if (id > 0) {
        ids[count++] = id;
      }
    }
    Arrays.sort(ids, 0, count);
    return Arrays.copyOf(ids, Math.min(count, MAX_THREADS));
  }

  // Up to nine digits; 0 for whatever else.
  private static int id(String name) {
    int id = 0;
    for (int i = 0; i < name.length(); i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i == MAX_DIGITS) {
        return 0;
      }
      id = 10 * id + digit;
    }
    return id;
  }
}

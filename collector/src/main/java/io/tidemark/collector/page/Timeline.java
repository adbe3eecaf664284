package io.tidemark.collector.page;

import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.verdict.Moment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The figures of the last {@value #MAX_MOMENTS} seconds, for charts, and a bell that rings with
 * each snapshot. Thread-safe.
 */
public final class Timeline implements Consumer<Snapshot> {
  static final int MAX_MOMENTS = 600;

  private final Deque<Moment> moments = new ArrayDeque<>(); // oldest first
  private long beat;

  /** Keeps a moment, unless it is kept already; after a clock that was set back it begins anew. */
  public synchronized void add(Moment moment) {
    long newestMs = moments.isEmpty() ? 0 : moments.getLast().epochMs();
    if (moment.epochMs() == 0 || moment.epochMs() == newestMs) {
      return;
    }
    if (moment.epochMs() < newestMs) {
      moments.clear();
    }
    moments.addLast(moment);
    if (moments.size() > MAX_MOMENTS) {
      moments.removeFirst();
    }
  }

  /** Wakes whoever waits: there is a new snapshot. */
  @Override
  public synchronized void accept(Snapshot snapshot) {
    beat++;
    notifyAll();
  }

  /** The number of the newest snapshot. */
  synchronized long beat() {
    return beat;
  }

  /** Waits until there is another snapshot than one, at most for a time; returns the newest. */
  synchronized long await(long seen, long timeoutMs) throws InterruptedException {
    long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    long leftMs = timeoutMs;
    while (beat == seen && leftMs > 0) {
      wait(leftMs);
      leftMs = TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime());
    }
    return beat;
  }

  /** The newest; {@link Moment#NONE} before there is one. */
  synchronized Moment newest() {
    return moments.isEmpty() ? Moment.NONE : moments.getLast();
  }

  /** When it begins, in milliseconds since 1970; {@link Long#MAX_VALUE} when it is empty. */
  synchronized long firstMs() {
    return moments.isEmpty() ? Long.MAX_VALUE : moments.getFirst().epochMs();
  }

  /** Those from one time until before another, oldest first. */
  synchronized List<Moment> between(long fromMs, long toMs) {
    return moments.stream()
        .filter(moment -> moment.epochMs() >= fromMs && moment.epochMs() < toMs)
        .toList();
  }
}

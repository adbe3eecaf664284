package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.PauseTotals.Safepoints;
import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.Source;
import org.jspecify.annotations.Nullable;

/**
 * Whether a JVM stands still at a safepoint, and how long each lasted, from two numbers: one moves
 * when a safepoint begins, the other when it ends. So it sees every stop while it lasts, whatever
 * it is for and whatever the collector.
 *
 * <p>Between two looks:
 *
 * <pre>
 *  begun  time moved   then the threads
 *      0         no    are as they were
 *      0        yes    run: the last one ended
 *      1         no    stand: one began and did not end
 *      1        yes    run if they ran before: it began and ended
 *   more          .    may do either
 * </pre>
 *
 * <p>Where they may do either, the next look tells most often, and so the totals of such a look are
 * counted with the next. One that tells nothing either means that they run: threads that run and do
 * nothing are more common than stops that begin within a tenth of a second after another.
 */
final class SafepointWatch {
  private enum Threads {
    RUN,
    STAND,
    EITHER
  }

  private final PauseHistogram histogram = new PauseHistogram();
  private Threads threads = Threads.EITHER;
  private long sinceNs;
  private @Nullable Safepoints last;
  private boolean history = true;

  /**
   * Takes the totals as they are now.
   *
   * @param nowNs a time before the totals were read, by any clock that goes on evenly
   * @param readNs a time after they were read; so that no stop seems longer than it is, however
   *     late this thread comes to look at the clock
   * @return the longest safepoint that is known to have ended since the last look; 0 for none
   */
  long look(Safepoints now, long nowNs, long readNs) {
    Safepoints before = last;
    last = now;
    if (before == null) {
      return 0;
    }
    long begun = now.begun() - before.begun();
    boolean moved = now.timeNs() != before.timeNs();
    long longestNs = 0;
    if (threads == Threads.EITHER) {
      boolean stood = begun == 0 && moved;
      long settledNs = ended(before, stood ? 1 : 0);
      longestNs = history ? 0 : settledNs; // what was before the first look is long ago
    }
    history = false;
    Threads then = threads;
    threads = next(then, begun, moved);
    if (threads == Threads.STAND) {
      sinceNs = then == Threads.STAND ? sinceNs : readNs;
      longestNs = Math.max(longestNs, ended(now, 1));
      histogram.goingOn(Math.max(1, nowNs - sinceNs));
    } else if (threads == Threads.RUN) {
      longestNs = Math.max(longestNs, ended(now, 0));
      histogram.goingOn(0);
    }
    return longestNs;
  }

  private static Threads next(Threads threads, long begun, boolean moved) {
    if (begun == 0) {
      return moved || threads == Threads.EITHER ? Threads.RUN : threads;
    }
    if (begun == 1 && !moved) {
      return Threads.STAND;
    }
    return begun == 1 && threads == Threads.RUN ? Threads.RUN : Threads.EITHER;
  }

  private long ended(Safepoints totals, int goingOn) {
    return histogram.add(totals.begun() - goingOn, totals.timeNs(), 0);
  }

  /** How long the threads have stood, from the look that saw it first; 0 when they run. */
  long ageNs(long nowNs) {
    return threads == Threads.STAND ? Math.max(1, nowNs - sinceNs) : 0;
  }

  /** Whether what was before the first look is counted: from the second look on. */
  boolean settled() {
    return !history;
  }

  HistogramSample sample(Source source, String name) {
    return histogram.sample(source, name);
  }
}

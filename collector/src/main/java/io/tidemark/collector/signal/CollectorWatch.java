package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.PauseTotals.Collector;
import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.Source;
import java.util.OptionalLong;

/** The pauses of one garbage collector of one JVM, look after look. */
final class CollectorWatch {
  private final PauseHistogram histogram = new PauseHistogram();
  private OptionalLong runningSinceNs = OptionalLong.empty();
  private long beganNs;
  private long lookedNs;
  private boolean looked;

  /**
   * Takes the collector's totals as they are now.
   *
   * @param nowNs by any clock that goes on evenly
   * @param uptimeNs age of the JVM, about
   * @return the longest pause that ended since the last look; 0 when none did
   */
  long look(Collector now, long nowNs, long uptimeNs) {
    long longestNs = histogram.add(now.ended(), now.timeNs(), now.lastNs());
    if (now.runningSinceNs().isPresent() && !now.runningSinceNs().equals(runningSinceNs)) {
      beganNs = nowNs - ageAtFirstSight(uptimeNs - now.runningSinceNs().getAsLong(), nowNs);
    }
    runningSinceNs = now.runningSinceNs();
    histogram.goingOn(ageNs(nowNs));
    boolean first = !looked;
    looked = true;
    lookedNs = nowNs;
    return first ? 0 : longestNs; // what was before the first look is long ago
  }

  // The JVM counts from its start, and of that we know the time of day alone. Whoever sets the
  // clock meanwhile cannot make a pause older than the last look that did not see it.
  private long ageAtFirstSight(long byTimeOfDayNs, long nowNs) {
    long mostNs = looked ? nowNs - lookedNs : Long.MAX_VALUE;
    return Math.max(0, Math.min(byTimeOfDayNs, mostNs));
  }

  /** How long the pause has lasted that is going on; 0 when none is. */
  long ageNs(long nowNs) {
    return runningSinceNs.isPresent() ? Math.max(1, nowNs - beganNs) : 0;
  }

  HistogramSample sample(Source source, String name) {
    return histogram.sample(source, name);
  }
}

package io.tidemark.collector.postmortem;

import io.tidemark.collector.store.Series;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;

/**
 * A span cut into steps of equal length, which a curve has a value for each of: {@link Double#NaN}
 * where nothing is known.
 */
final class Grid {
  private static final long MAX_APART_MS = 60_000;

  private final Span span;
  private final int steps;

  Grid(Span span) {
    this.span = span;
    this.steps = (int) ((span.toMs() - span.fromMs()) / span.stepMs()) + 1;
  }

  /** Nothing known at any step. */
  double[] empty() {
    return DoubleStream.generate(() -> Double.NaN).limit(steps).toArray();
  }

  /**
   * A series on these steps, the greatest of the values that fall on one. Points of a coarser level
   * stand for as many steps as they are apart, up to a gap.
   */
  double[] place(Series series) {
    double[] values = empty();
    double[] shown = Recorded.shown(series);
    long[] times = series.timesMs();
    long apartMs = apart(times);
    for (int i = 0; i < times.length; i++) {
      int last = (int) Math.min(steps - 1, (times[i] - span.fromMs()) / span.stepMs());
      long sinceMs = i == 0 ? apartMs : Math.min(apartMs, times[i] - times[i - 1]);
      int first = (int) Math.max(0, last - Math.max(0, sinceMs / span.stepMs() - 1));
      for (int step = first; step <= last; step++) {
        values[step] = Double.isNaN(values[step]) ? shown[i] : Math.max(values[step], shown[i]);
      }
    }
    return values;
  }

  private static long apart(long... times) {
    long[] gaps = new long[Math.max(0, times.length - 1)];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = times[i + 1] - times[i];
    }
    Arrays.sort(gaps);
    return gaps.length == 0 ? 0 : Math.min(MAX_APART_MS, gaps[gaps.length / 2] * 3 / 2);
  }

  /** Adds to each step what is known of it. */
  static void merge(double[] into, double[] more, DoubleBinaryOperator how) {
    for (int i = 0; i < into.length; i++) {
      if (!Double.isNaN(more[i])) {
        into[i] = Double.isNaN(into[i]) ? more[i] : how.applyAsDouble(into[i], more[i]);
      }
    }
  }
}

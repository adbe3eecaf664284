package io.tidemark.collector.store;

import java.util.Arrays;

/**
 * One series of an answer: points in the order of time, in the metric's unit. Where nothing was
 * measured there is no point.
 *
 * <p>Of a counter there is the rate, per second, {@link Double#NaN} where it is not known: at its
 * first point, and after a gap. Of everything else there is the last value of each point's time,
 * the least and the greatest. Arrays are not copied and not to be changed.
 *
 * @param timesMs of the last sample in each point, in milliseconds since 1970
 * @param last of a counter its value
 * @param min the same as {@code rates} of a counter
 * @param max the same as {@code rates} of a counter
 * @param rates empty where it is no counter
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of numbers, given on and not changed
public record Series(
    SeriesKey key, long[] timesMs, double[] last, double[] min, double[] max, double[] rates) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Series series
        && key.equals(series.key)
        && Arrays.equals(timesMs, series.timesMs)
        && Arrays.equals(last, series.last)
        && Arrays.equals(min, series.min)
        && Arrays.equals(max, series.max)
        && Arrays.equals(rates, series.rates);
  }

  @Override
  public int hashCode() {
    return key.hashCode() * 31 + Arrays.hashCode(last);
  }

  @Override
  public String toString() {
    return "%s times=%s last=%s min=%s max=%s rates=%s"
        .formatted(
            key,
            Arrays.toString(timesMs),
            Arrays.toString(last),
            Arrays.toString(min),
            Arrays.toString(max),
            Arrays.toString(rates));
  }
}

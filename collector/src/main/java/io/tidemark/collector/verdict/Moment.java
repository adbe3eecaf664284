package io.tidemark.collector.verdict;

import java.util.Arrays;
import java.util.List;

/**
 * One step in figures, as a chart shows them. Immutable.
 *
 * @param epochMs of the snapshot; 0 before the first
 * @param heaviest what asked for most items, most first; at most {@link #MAX_ROWS}
 * @param figures by {@link Trace}; NaN where nothing is known; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a dozen numbers each second, given on and not changed
public record Moment(long epochMs, List<Heavy> heaviest, double[] figures) {
  /** Rows that a moment remembers. */
  public static final int MAX_ROWS = 24;

  /** Before the first snapshot. */
  public static final Moment NONE = new Moment(0, List.of(), new double[Trace.ALL.size()]);

  /** What a client asked for at a handler, per second. */
  public record Heavy(
      String service, String client, String handler, double items, double requests) {
    /** What makes it heavy, where nothing has items as well. */
    public double weight() {
      return items + requests / 1000;
    }
  }

  /** Copies the list. */
  public Moment {
    heaviest = List.copyOf(heaviest);
  }

  /** A figure; NaN when it is not known. */
  public double figure(Trace trace) {
    return figures[trace.ordinal()];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Moment moment
        && epochMs == moment.epochMs
        && heaviest.equals(moment.heaviest)
        && Arrays.equals(figures, moment.figures);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(epochMs) * 31 + Arrays.hashCode(figures);
  }

  @Override
  public String toString() {
    return epochMs + " " + Arrays.toString(figures) + " " + heaviest;
  }
}

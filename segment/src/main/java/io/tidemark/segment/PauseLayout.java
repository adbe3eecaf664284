package io.tidemark.segment;

/**
 * Where the pauses of the JVM's garbage collectors stand in a segment file: {@value #COLLECTORS}
 * places of {@value #BYTES} bytes, on the two pages behind the header. Whether the agent reports
 * pauses at all is a word of the header.
 *
 * <pre>
 *  offset  bytes
 *       0      4  status: 0 free, 1 published
 *       4    120  name             length and UTF-8
 *     128      8  pauses           how many there were since the JVM started
 *     136      8  timeNs           how long all of them were, together
 *     144      8  longestNs        the longest of those that were told one by one
 *     152      8  told             how many were told one by one
 *     192  8×163  histogram of all pauses, by {@link Buckets}, in ticks of {@link
 *                 Histogram#DURATION}
 *    1536  32×16  the last pauses that were told, the n-th in place n modulo 32:
 *                 startEpochMs, durationNs
 * </pre>
 *
 * <p>One thread writes a place. It counts a pause as told when the pause is in its place among the
 * last ones, so that a reader which looks again before 32 more have been finds each of them whole.
 */
final class PauseLayout {
  /** Most collectors of a JVM: G1 has three. */
  static final int COLLECTORS = 4;

  static final int BYTES = 2048;

  static final int NAME_BYTES = 116;

  /** How many of the last pauses are kept, each by itself. */
  static final int LAST = 32;

  static final int STATUS = 0;
  static final int NAME = 4;
  static final int PAUSES = 128;
  static final int TIME_NS = 136;
  static final int LONGEST_NS = 144;
  static final int TOLD = 152;
  static final int HISTOGRAM = 192;
  static final int LAST_PAUSES = 1536;
  static final int START_EPOCH_MS = 0;
  static final int DURATION_NS = 8;

  private static final int PAUSE_BYTES = 2 * Long.BYTES;

  private PauseLayout() {}

  /** Where a collector's place is. */
  static int offset(int collector) {
    return SegmentLayout.PAUSES_OFFSET + collector * BYTES;
  }

  /** Where a slot of a collector's histogram is, from the collector's offset. */
  static int slot(int slot) {
    return HISTOGRAM + slot * Long.BYTES;
  }

  /** Where the n-th pause that was told is kept, from the collector's offset. */
  static int pause(long told) {
    return LAST_PAUSES + (int) Math.floorMod(told, (long) LAST) * PAUSE_BYTES;
  }
}

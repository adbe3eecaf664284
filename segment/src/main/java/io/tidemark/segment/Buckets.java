package io.tidemark.segment;

/**
 * The histogram buckets of the segment: OpenTelemetry's base-2 exponential histogram at scale 2,
 * four buckets to an octave, for integers from 0 to 2^40.
 *
 * <p>Slot 0 counts zeros. Slot {@code s} from 1 to {@link #LAST} counts values in {@code (2^((s -
 * 2)/4), 2^((s - 1)/4)]}, which is OpenTelemetry's bucket with index {@code s - 2}; the last slot
 * also takes everything larger. Powers of two are upper bounds of buckets, so that a classic
 * histogram with such bounds is an exact sum of slots and not an interpolation.
 *
 * <p>Source: OpenTelemetry metrics data model, "Exponential Histogram"; relative error at most 9 %.
 */
public final class Buckets {
  /** OpenTelemetry's scale: the base is {@code 2^(2^-SCALE)}. */
  public static final int SCALE = 2;

  /** Largest exponent of two that is an exact bound. */
  public static final int MAX_EXPONENT = 40;

  /** Slots of one histogram. */
  public static final int COUNT = (MAX_EXPONENT << SCALE) + 3;

  /** The last slot: values above 2^40. */
  public static final int LAST = COUNT - 1;

  /** OpenTelemetry's index of the bucket in slot 1. */
  public static final int FIRST_INDEX = -1;

  // 2^(1/4), 2^(1/2) and 2^(3/4) as fractions of an octave, scaled so that a value whose highest
  // bit is moved to bit 62 can be compared. Irrational, so no integer is equal to a bound.
  private static final long QUARTER = (long) Math.scalb(Math.pow(2, 0.25), 62);
  private static final long HALF = (long) Math.scalb(Math.sqrt(2), 62);
  private static final long THREE_QUARTERS = (long) Math.scalb(Math.pow(2, 0.75), 62);

  private Buckets() {}

  /** The slot of a value; negative values, which nothing should record, count as zero. */
  public static int slot(long value) {
    if (value <= 0) {
      return 0;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(value);
    if ((value & (value - 1)) == 0) {
      return Math.min((exponent << SCALE) + 1, LAST);
    }
    long mantissa = value << (62 - exponent);
    int quarter = mantissa > THREE_QUARTERS ? 3 : mantissa > HALF ? 2 : mantissa > QUARTER ? 1 : 0;
    return Math.min((exponent << SCALE) + quarter + 2, LAST);
  }

  /** The slot whose upper bound is {@code 2^exponent}: it and those below count values up to it. */
  public static int slotOfPower(int exponent) {
    if (exponent < 0 || exponent > MAX_EXPONENT) {
      throw new IllegalArgumentException(
          "exponent=" + exponent + ", expected 0 to " + MAX_EXPONENT);
    }
    return (exponent << SCALE) + 1;
  }

  /** Upper bound of a slot; infinite for the last one. */
  public static double upperBound(int slot) {
    if (slot == 0) {
      return 0;
    }
    return slot == LAST ? Double.POSITIVE_INFINITY : Math.pow(2, (slot - 1) / 4.0);
  }
}

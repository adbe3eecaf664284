package io.tidemark.collector.check;

import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param status how it is
 * @param topic what was looked at, in one word or two
 * @param found what was found, one line
 * @param cure what to do about it, one line; empty when there is nothing to do
 */
public record Finding(Status status, String topic, String found, String cure) {
  /** How a thing is. */
  public enum Status {
    /** As it should be. */
    OK,
    /** The collector works, and sees less than it could. */
    LIMITED,
    /** Something that the collector cannot do without is not there. */
    MISSING;

    /** As it is printed. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String topic, String found) {
    return new Finding(Status.OK, topic, found, "");
  }

  static Finding limited(String topic, String found, String cure) {
    return new Finding(Status.LIMITED, topic, found, cure);
  }

  static Finding missing(String topic, String found, String cure) {
    return new Finding(Status.MISSING, topic, found, cure);
  }
}

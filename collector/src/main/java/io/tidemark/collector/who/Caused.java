package io.tidemark.collector.who;

import org.jspecify.annotations.Nullable;

/**
 * How much of one effect a row's requests caused in a window.
 *
 * @param perSecond in the unit of the effect's metric
 * @param share of what the service caused, what no request caused included, from 0 to 1
 * @param perRequest mean over the requests that began, or that run if those are more
 * @param reason why most dials failed, if this is of failed dials and one reason prevails
 */
public record Caused(double perSecond, double share, double perRequest, @Nullable String reason) {
  /** Nothing of it. */
  static final Caused NOTHING = new Caused(0, 0, 0, null);
}

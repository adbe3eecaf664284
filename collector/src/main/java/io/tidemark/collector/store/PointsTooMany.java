package io.tidemark.collector.store;

/** An answer would be longer than what is given at once. */
public final class PointsTooMany extends Exception {
  private static final long serialVersionUID = 1;

  PointsTooMany(String message) {
    super(message);
  }
}

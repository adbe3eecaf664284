package io.tidemark.lab.load;

/**
 * How the rates of all clients rise and fall together: a sine that begins at its mean, rising.
 *
 * @param swing largest deviation from the mean, as a part of it, 0 to below 1
 * @param periodSeconds from one peak to the next
 */
public record Tide(double swing, double periodSeconds) {
  public static final Tide NONE = new Tide(0, 60);

  private static final double NANOS_PER_SECOND = 1e9;

  public Tide {
    if (!(swing >= 0 && swing < 1 && periodSeconds > 0)) {
      throw new IllegalArgumentException("no such tide: " + swing + ", " + periodSeconds + " s");
    }
  }

  /** What the mean rate is multiplied with at a moment of the schedule. */
  double factorAt(double ns) {
    return 1 + swing * Math.sin(2 * Math.PI * ns / NANOS_PER_SECOND / periodSeconds);
  }
}

package io.tidemark.collector.process;

/**
 * Context switches.
 *
 * @param voluntary a thread had to wait
 * @param involuntary a thread had used up its time, or another one went first
 */
public record Switches(long voluntary, long involuntary) {
  static final Switches NONE = new Switches(0, 0);

  Switches plus(Switches other) {
    return new Switches(voluntary + other.voluntary, involuntary + other.involuntary);
  }

  /** What was added since; all of it when this is less, and so of another thread. */
  Switches since(Switches earlier) {
    boolean another = voluntary < earlier.voluntary || involuntary < earlier.involuntary;
    return another
        ? this
        : new Switches(voluntary - earlier.voluntary, involuntary - earlier.involuntary);
  }
}

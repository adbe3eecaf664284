package io.tidemark.lab.incident;

/**
 * Something that happens to the lab.
 *
 * @param seconds after the onset
 * @param amount milliseconds of {@link Action#SLOW_STORE}; else 0
 */
public record Step(int seconds, Action action, int amount) {

  /** What. */
  public enum Action {
    /** The store takes so much longer for every read. */
    SLOW_STORE("the store answers later"),
    /** Whoever is to be taken away stops sending. */
    RELIEF("whoever began at the onset stops sending"),
    /** The data plane is ended in good order and started again, as by a deploy. */
    REDEPLOY("the data plane is deployed anew");

    private final String sentence;

    Action(String sentence) {
      this.sentence = sentence;
    }

    /** For people. */
    public String sentence() {
      return sentence;
    }
  }
}

package io.tidemark.lab.incident;

/** A client at a handler. */
public record Suspect(String client, String method) implements Comparable<Suspect> {

  private static final String VIA = " via ";

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static Suspect parse(String text) {
    int at = text.lastIndexOf(VIA); // a method has no spaces
    if (at < 0) {
      throw new IllegalArgumentException("no suspect: " + text);
    }
    return new Suspect(text.substring(0, at), text.substring(at + VIA.length()));
  }

  @Override
  public int compareTo(Suspect other) {
    int byClient = client.compareTo(other.client);
    return byClient != 0 ? byClient : method.compareTo(other.method);
  }

  @Override
  public String toString() {
    return client + VIA + method;
  }
}

package io.tidemark.lab.incident;

/** A client at a handler. */
public record Suspect(String client, String method) implements Comparable<Suspect> {

  @Override
  public int compareTo(Suspect other) {
    int byClient = client.compareTo(other.client);
    return byClient != 0 ? byClient : method.compareTo(other.method);
  }

  @Override
  public String toString() {
    return client + " via " + method;
  }
}

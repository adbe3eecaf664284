package io.tidemark.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A handler that asks for something to be done when results are there. Of one thread only. */
@SuppressWarnings("FutureReturnValueIgnored") // nothing here can fail
public final class Stages {
  private int sum;

  /** Asks for as many, and brings the results one by one. */
  public int within(String client, int stages) {
    return plain(stages);
  }

  /** The same, for nobody. */
  public int plain(int stages) {
    for (int i = 0; i < stages; i++) {
      CompletableFuture<Integer> source = new CompletableFuture<>();
      source.thenAccept(this::add);
      source.complete(1);
    }
    return sum;
  }

  /** Asks for as many, for which somebody else has to bring the results. */
  public List<CompletableFuture<Integer>> ask(String client, int stages) {
    List<CompletableFuture<Integer>> sources = new ArrayList<>(stages);
    for (int i = 0; i < stages; i++) {
      CompletableFuture<Integer> source = new CompletableFuture<>();
      source.thenAccept(this::add);
      sources.add(source);
    }
    return sources;
  }

  /** Of all results. */
  public int sum() {
    return sum;
  }

  private void add(int result) {
    sum += result;
  }
}

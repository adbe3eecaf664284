package com.acme;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A class of a service that speaks no RPC framework, whose methods a configuration names. */
public final class Feeds {
  /** Overloads that call each other. */
  public List<String> load(String client) {
    return load(client, List.of("one"));
  }

  /** Throws when asked to. */
  public List<String> load(String client, List<String> uris) {
    if (uris.contains("fail")) {
      throw new IllegalArgumentException(client);
    }
    return uris;
  }

  /** A primitive result of a static method. */
  public static int count(Map<String, Integer> counts) {
    return counts.size();
  }

  /** No result, a client that is a number and a batch that is an array. */
  public void store(int client, byte[] bytes) {}

  /** A result that is there later. */
  public CompletableFuture<String> later(String client, CompletableFuture<String> result) {
    return result;
  }
}

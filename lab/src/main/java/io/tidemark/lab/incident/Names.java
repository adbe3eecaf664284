package io.tidemark.lab.incident;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Names of services, none of which says what its bearer does. */
final class Names {
  private static final List<String> FIRST =
      List.of(
          "web", "mobile", "search", "feed", "graph", "notify", "media", "trust", "ads", "labels");
  private static final List<String> SECOND =
      List.of("api", "worker", "indexer", "gateway", "sync", "ranker", "jobs", "edge");

  private Names() {}

  /** Different names, drawn by a seed. */
  static List<String> drawn(Random random, int number) {
    List<String> all = new ArrayList<>();
    FIRST.forEach(first -> SECOND.forEach(second -> all.add(first + "-" + second)));
    Collections.shuffle(all, random);
    return List.copyOf(all.subList(0, number));
  }
}

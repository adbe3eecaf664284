package io.tidemark.collector.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What a finding rests on, as numbers. */
final class Numbers {
  private Numbers() {}

  static List<Figure> of(Open each, Watch watch, List<Suspect> suspects) {
    List<Figure> numbers = new ArrayList<>();
    numbers.add(of(each.stage, watch));
    for (Suspect suspect : suspects) {
      String name = suspects.size() == 1 ? "" : suspect.client() + ": ";
      numbers.add(share(name + "share of the additional " + suspect.of(), suspect.share()));
      numbers.add(
          rate(name + suspect.of(), suspect.effectPerSecond(), suspect.usualEffectPerSecond()));
      numbers.add(
          rate(name + "requests", suspect.requestsPerSecond(), suspect.usualRequestsPerSecond()));
      numbers.add(share(name + "share of requests", suspect.requestShare()));
      numbers.add(share(name + "share of items", suspect.itemShare()));
      numbers.add(
          new Figure(
              name + "items per request", suspect.itemsPerRequest(), OptionalDouble.empty(), ""));
    }
    return numbers;
  }

  static Figure of(Stage stage, Watch watch) {
    String unit =
        switch (stage) {
          case ITEMS, TASKS, DIALS, DIAL_FAILURES, LOGS, ERRORS, LISTEN_QUEUE -> "1/s";
          case PORTS, PAUSES, MEMORY -> "1";
          case LATENCY -> "s";
          case TIME_WAIT, THREADS, KILLS -> "";
        };
    return new Figure(stage.title(), watch.value(), watch.usual(), unit);
  }

  private static Figure share(String name, double share) {
    return new Figure(name, share, OptionalDouble.empty(), "1");
  }

  private static Figure rate(String name, double perSecond, double usual) {
    return new Figure(name, perSecond, OptionalDouble.of(usual), "1/s");
  }
}

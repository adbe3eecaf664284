package io.tidemark.lab.incident;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The outcomes of many runs as a Markdown table: a row for each incident, and one for all. */
public record Scoreboard(List<Outcome> outcomes) {
  private static final String HEAD =
      """
      | Incident | Named correctly | Seconds from onset, median | worst | Steady | False accusations |
      |---|---|---|---|---|---|
      """;

  public Scoreboard {
    outcomes = List.copyOf(outcomes);
  }

  /** True if there was a run, and no run was wrong. */
  public boolean allCorrect() {
    return !outcomes.isEmpty() && outcomes.stream().allMatch(Outcome::correct);
  }

  public String markdown() {
    Map<String, List<Outcome>> byIncident =
        outcomes.stream()
            .collect(
                Collectors.groupingBy(Outcome::incident, LinkedHashMap::new, Collectors.toList()));
    StringBuilder table = new StringBuilder(HEAD);
    byIncident.forEach((incident, runs) -> table.append(row(incident, runs)));
    return table.append(row("**all**", outcomes)).toString();
  }

  private static String row(String name, List<Outcome> runs) {
    List<Double> seconds = new ArrayList<>();
    runs.forEach(run -> run.score().ifPresent(score -> add(seconds, score.secondsFromOnset())));
    seconds.sort(null);
    // A culprit who was never named was named too late, whenever one looks.
    long unnamed = runs.stream().filter(run -> !run.culprits().isEmpty()).count() - seconds.size();
    for (long i = 0; i < unnamed; i++) {
      seconds.add(Double.POSITIVE_INFINITY);
    }
    return "| %s | %d of %d | %s | %s | %s | %d |%n"
        .formatted(
            name,
            runs.stream().filter(Outcome::correct).count(),
            runs.size(),
            seconds.isEmpty() ? "–" : seconds(median(seconds)),
            seconds.isEmpty() ? "–" : seconds(seconds.get(seconds.size() - 1)),
            steady(runs),
            runs.stream().mapToInt(Outcome::falseAccusations).sum());
  }

  private static void add(List<Double> seconds, OptionalDouble named) {
    named.ifPresent(seconds::add);
  }

  /** Of sorted numbers, at least one; of an even number of them, the later of the middle two. */
  static double median(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  private static String seconds(double value) {
    return Double.isInfinite(value) ? "never" : "%.1f".formatted(value);
  }

  private static String steady(List<Outcome> runs) {
    DoubleStream parts =
        runs.stream().mapToDouble(run -> run.score().map(Score::steady).orElse(0.0));
    return String.format(Locale.ROOT, "%.0f %%", 100 * parts.average().orElse(0));
  }
}

package io.tidemark.lab.demo;

import io.tidemark.lab.incident.Catalogue;
import io.tidemark.lab.incident.Incident;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which incidents to run, and how often. */
final class IncidentOptions {
  private static final int MAX_RUNS = 100;

  @Option(
      names = "--incident",
      paramLabel = "NAME",
      description = "run this one; its names, rates and times follow from --seed")
  private @Nullable String incident;

  @Option(names = "--list", description = "print the incidents, one a line, and end")
  private boolean list;

  @Option(
      names = "--scoreboard",
      description = "run every incident, judge by the collector's API, print a Markdown table")
  private boolean scoreboard;

  @Option(
      names = "--incidents",
      paramLabel = "NAME",
      split = ",",
      description = "of the scoreboard: these only, separated by commas")
  private List<String> names = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "of the scoreboard: runs of each incident, with the seeds 1 to N (default: 5)")
  private int runs = 5;

  @Option(
      names = "--seeds",
      paramLabel = "SEED",
      split = ",",
      description = "of the scoreboard: a run of each incident with each of these, instead")
  private List<Long> seeds = List.of();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "of the scoreboard: write every run's outcome there, too")
  private @Nullable Path json;

  @Option(
      names = "--judge",
      paramLabel = "API",
      description = "of an incident and the scoreboard: ${COMPLETION-CANDIDATES}, what is asked")
  private JudgeKind judge = JudgeKind.VERDICT;

  @Option(
      names = "--shared-network",
      description = {
        "of the scoreboard: run in this machine's network, and wait between runs until their ports",
        "are back, even where each run could have a network namespace of its own (as root)"
      })
  private boolean sharedNetwork;

  boolean sharedNetwork() {
    return sharedNetwork;
  }

  boolean list() {
    return list;
  }

  boolean scoreboard() {
    return scoreboard;
  }

  JudgeKind judge() {
    return judge;
  }

  /** Where to write JSON. */
  Optional<Path> json() {
    return Optional.ofNullable(json);
  }

  /** What cannot be done, in one line. */
  Optional<String> complaint() {
    Optional<String> unknown =
        Stream.concat(Stream.ofNullable(incident), names.stream())
            .filter(name -> Catalogue.named(name).isEmpty())
            .findFirst();
    if (unknown.isPresent()) {
      return Optional.of("no incident '" + unknown.get() + "'; there are " + Catalogue.names());
    }
    if (runs < 1 || runs > MAX_RUNS || seeds.size() > MAX_RUNS) {
      return Optional.of("--runs takes 1 to " + MAX_RUNS + ", and --seeds as many");
    }
    if (scoreboard && incident != null) {
      return Optional.of("--scoreboard takes --incidents, not --incident");
    }
    return scoreboard || (names.isEmpty() && seeds.isEmpty() && json == null && !sharedNetwork)
        ? Optional.empty()
        : Optional.of("--incidents, --seeds, --json and --shared-network are of --scoreboard");
  }

  /** What cannot be done together with {@code --healthy}. */
  Optional<String> complaintIfHealthy() {
    return scoreboard || incident != null
        ? Optional.of("--healthy is of the outage without --incident and --scoreboard")
        : Optional.empty();
  }

  /** The one incident to run. */
  Optional<Incident> incident() {
    return Optional.ofNullable(incident).flatMap(Catalogue::named);
  }

  /** Those of the scoreboard. */
  List<Incident> incidents() {
    return names.isEmpty()
        ? Catalogue.all()
        : names.stream().flatMap(name -> Catalogue.named(name).stream()).toList();
  }

  /** One for each run of an incident. */
  List<Long> seeds() {
    return seeds.isEmpty()
        ? LongStream.rangeClosed(1, runs).boxed().toList()
        : new ArrayList<>(seeds);
  }

  /** All incidents, one a line. */
  static String listing() {
    StringBuilder lines = new StringBuilder();
    Catalogue.all()
        .forEach(
            incident -> lines.append("%-16s %s%n".formatted(incident.name(), incident.summary())));
    return lines.toString();
  }
}

package io.tidemark.lab.demo;

import io.tidemark.lab.incident.Cast;
import io.tidemark.lab.incident.Incident;
import io.tidemark.lab.incident.Outcome;
import io.tidemark.lab.incident.Scoreboard;
import io.tidemark.lab.incident.ScoreboardJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs the incidents of a scoreboard one after the other. The table goes to standard output, what
 * happens meanwhile to standard error.
 */
record ScoreboardRun(Programs programs, int collectorPort, IncidentOptions options) {

  /** True if every run was judged rightly. */
  boolean call() throws IOException {
    Narrator narrator = new Narrator(System.err);
    Runs trials = runs(narrator);
    Runtime.getRuntime().addShutdownHook(new Thread(trials::close, "clean-up"));
    List<Outcome> outcomes = new ArrayList<>();
    int total = options.seeds().size() * options.incidents().size();
    for (long seed : options.seeds()) {
      for (Incident incident : options.incidents()) {
        Outcome outcome = trials.run(Cast.of(incident, seed));
        if (trials.closed()) {
          return false;
        }
        outcomes.add(outcome);
        if (total > 1) {
          narrator.say("RUNS %d of %d%s".formatted(outcomes.size(), total, right(outcomes)));
        }
        write(new Scoreboard(inOrder(outcomes)));
      }
    }
    Scoreboard board = new Scoreboard(inOrder(outcomes));
    System.out.print(board.markdown());
    return board.allCorrect();
  }

  private static String right(List<Outcome> outcomes) {
    String broken = outcomes.get(outcomes.size() - 1).broken().map(why -> "; " + why).orElse("");
    return ", %d right%s".formatted(outcomes.stream().filter(Outcome::correct).count(), broken);
  }

  private Runs runs(Narrator narrator) throws IOException {
    Optional<Runs> isolated =
        options.sharedNetwork()
            ? Optional.empty()
            : IsolatedTrials.where(programs, collectorPort, options.judge());
    return isolated.orElseGet(
        () -> new Trials(programs, collectorPort, options.judge()::of, narrator));
  }

  /** After each run: all of them take an hour, and may be interrupted. */
  private void write(Scoreboard board) throws IOException {
    Optional<Path> json = options.json();
    if (json.isPresent()) {
      Files.writeString(json.get(), ScoreboardJson.of(board));
    }
  }

  /** By incident, as listed; the seeds take turns, so that a slow hour is nobody's alone. */
  private List<Outcome> inOrder(List<Outcome> outcomes) {
    return options.incidents().stream()
        .flatMap(incident -> outcomes.stream().filter(o -> o.incident().equals(incident.name())))
        .toList();
  }
}

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
    Trials trials = new Trials(programs, collectorPort, options.judge()::of, narrator);
    Runtime.getRuntime().addShutdownHook(new Thread(trials::close, "clean-up"));
    List<Outcome> outcomes = new ArrayList<>();
    for (long seed : options.seeds()) {
      for (Incident incident : options.incidents()) {
        Outcome outcome = trials.run(Cast.of(incident, seed));
        if (trials.closed()) {
          return false;
        }
        narrator.say(sentence(outcome));
        outcomes.add(outcome);
      }
    }
    Scoreboard board = new Scoreboard(inOrder(outcomes));
    System.out.print(board.markdown());
    Optional<Path> json = options.json();
    if (json.isPresent()) {
      Files.writeString(json.get(), ScoreboardJson.of(board));
    }
    return board.allCorrect();
  }

  /** By incident, as listed; the seeds take turns, so that a slow hour is nobody's alone. */
  private List<Outcome> inOrder(List<Outcome> outcomes) {
    return options.incidents().stream()
        .flatMap(incident -> outcomes.stream().filter(o -> o.incident().equals(incident.name())))
        .toList();
  }

  private static String sentence(Outcome outcome) {
    return "SCORE %s, seed %d: %s, %.0f s; %s"
        .formatted(
            outcome.incident(),
            outcome.seed(),
            outcome.correct() ? "right" : "WRONG",
            outcome.seconds(),
            outcome
                .broken()
                .orElseGet(() -> outcome.score().map(Object::toString).orElse("no score")));
  }
}

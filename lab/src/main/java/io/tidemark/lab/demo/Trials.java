package io.tidemark.lab.demo;

import io.tidemark.lab.incident.Cast;
import io.tidemark.lab.incident.Judge;
import io.tidemark.lab.incident.Moment;
import io.tidemark.lab.incident.Outcome;
import io.tidemark.lab.incident.Score;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Runs incidents one after the other, each in a lab of its own, and ends what it started. {@link
 * #close} may come from another thread at any time, and ends the run that is going on.
 */
final class Trials implements Runs {
  /** What the lab's own JVMs live longer than a run, should nobody end them. */
  private static final int GRACE_SECONDS = 150;

  /** What other runs have left in TIME_WAIT would be the next one's symptom. */
  private static final int CALM_TIME_WAIT = 3_000;

  private static final Duration CALM_LIMIT = Duration.ofSeconds(65);

  private final Programs programs;
  private final int collectorPort;
  private final Function<Api, Judge> judges;
  private final Narrator narrator;
  private Parts current = new Parts();
  private boolean closed;

  Trials(Programs programs, int collectorPort, Function<Api, Judge> judges, Narrator narrator) {
    this.programs = programs;
    this.collectorPort = collectorPort;
    this.judges = judges;
    this.narrator = narrator;
  }

  @Override
  public Outcome run(Cast cast) throws IOException {
    Outcome outcome = outcome(cast);
    narrator.say(sentence(outcome));
    return outcome;
  }

  private Outcome outcome(Cast cast) throws IOException {
    awaitCalm();
    long startNs = System.nanoTime();
    RunDirectories directories = RunDirectories.create();
    Parts parts = begin();
    parts.own(directories::delete);
    try (parts) {
      int maxSeconds = cast.onsetSeconds() + cast.incident().watchSeconds() + GRACE_SECONDS;
      LabSettings settings = LabSettings.of(cast, collectorPort, maxSeconds);
      Lab lab = Lab.start(programs, settings, directories, parts);
      Trial trial = new Trial(lab, cast, judges.apply(new Api(collectorPort)), narrator);
      List<Moment> moments = trial.run();
      Score score = Score.of(cast.culprits(), moments);
      return outcome(cast, Optional.of(score), trial.silent(), startNs, Optional.empty());
    } catch (LabException e) {
      return outcome(
          cast, Optional.empty(), 0, startNs, Optional.of(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public synchronized boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    Parts parts;
    synchronized (this) {
      closed = true;
      parts = current;
    }
    parts.close();
  }

  private synchronized Parts begin() {
    current = new Parts();
    if (closed) {
      current.close(); // what it is given is ended at once
    }
    return current;
  }

  private static Outcome outcome(
      Cast cast, Optional<Score> score, int silent, long startNs, Optional<String> broken) {
    double seconds = (System.nanoTime() - startNs) / 1e9;
    return new Outcome(
        cast.incident().name(), cast.seed(), cast.culprits(), score, silent, seconds, broken);
  }

  private void awaitCalm() throws IOException {
    long endNs = System.nanoTime() + CALM_LIMIT.toNanos();
    while (TimeWait.count() > CALM_TIME_WAIT && System.nanoTime() < endNs && !closed()) {
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
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
                .orElseGet(() -> outcome.score().map(Score::sentence).orElse("no score")));
  }
}

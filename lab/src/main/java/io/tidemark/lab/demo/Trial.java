package io.tidemark.lab.demo;

import io.tidemark.lab.incident.Cast;
import io.tidemark.lab.incident.Judge;
import io.tidemark.lab.incident.Moment;
import io.tidemark.lab.incident.Score;
import io.tidemark.lab.incident.Step;
import io.tidemark.lab.incident.Suspect;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * The course of an incident: health, onset, steps, and what the judge says once a second. For one
 * thread.
 */
final class Trial {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long BEAT_NS = NANOS_PER_SECOND;
  private static final long TELL_NS = Duration.ofSeconds(4).toNanos();

  private final Lab lab;
  private final Cast cast;
  private final Judge judge;
  private final Narrator narrator;
  private final Health health;
  private final List<Answer> said = new ArrayList<>();
  private final Deque<Step> steps;
  private Observation last;
  private Set<Suspect> accused = Set.of();
  private boolean begun;
  private long onsetNs;
  private int silent;

  private record Answer(long atNs, Set<Suspect> accused) {}

  Trial(Lab lab, Cast cast, Judge judge, Narrator narrator) throws IOException {
    this.lab = lab;
    this.cast = cast;
    this.judge = judge;
    this.narrator = narrator;
    this.health = new Health(Duration.ofSeconds(cast.onsetSeconds()));
    this.steps = new ArrayDeque<>(cast.incident().steps());
    this.last = observe();
  }

  /**
   * Runs it to its end.
   *
   * @return what the judge said
   */
  List<Moment> run() throws IOException {
    long startNs = System.nanoTime();
    health.begin(startNs);
    narrator.say(
        "%d clients: the healthy service, for %d s"
            .formatted(cast.plan().clients().size(), cast.onsetSeconds()));
    for (long nextNs = startNs; !over(nextNs); nextNs += BEAT_NS) {
      for (long now = System.nanoTime(); now < nextNs; now = System.nanoTime()) {
        LockSupport.parkNanos(nextNs - now);
      }
      act();
      lab.tend();
      ask();
      tell();
    }
    return said.stream()
        .map(answer -> new Moment((answer.atNs() - onsetNs) / 1e9, answer.accused()))
        .toList();
  }

  private boolean over(long nowNs) {
    return begun && nowNs - onsetNs >= NANOS_PER_SECOND * cast.incident().watchSeconds();
  }

  /** Runs it to its end and says how the judge did; true if it was right. */
  boolean concluded() throws IOException {
    Score score = Score.of(cast.culprits(), run());
    narrator.say(
        "VERDICT %s: expected %s%s%s"
            .formatted(
                score.correct() ? "as expected" : "WRONG",
                names(cast.culprits()),
                score.secondsFromOnset().isPresent()
                    ? ", named %.1f s after the onset"
                        .formatted(score.secondsFromOnset().getAsDouble())
                    : "",
                score.accused().isEmpty() ? "" : ", falsely accused: " + names(score.accused())));
    return score.correct();
  }

  /**
   * Keeps the lab going.
   *
   * @param endNs the reading of the nano clock at which it ends
   */
  void linger(long endNs) throws IOException {
    while (System.nanoTime() < endNs) {
      LockSupport.parkNanos(BEAT_NS);
      lab.tend();
      tell();
    }
  }

  /** Moments at which the judge did not answer. */
  int silent() {
    return silent;
  }

  private void act() throws IOException {
    if (!begun && health.lasts(System.nanoTime(), lab.load())) {
      begun = true;
      onsetNs = System.nanoTime();
      narrator.say("ONSET of " + cast.incident().name() + ": " + cast.incident().summary());
      lab.onset();
    }
    while (begun && !steps.isEmpty() && isDue(steps.getFirst())) {
      Step step = steps.removeFirst();
      narrator.say("STEP: " + step.action().sentence());
      switch (step.action()) {
        case SLOW_STORE -> lab.slowStore(step.amount());
        case RELIEF -> lab.relieve();
        case REDEPLOY -> lab.redeploy();
      }
    }
  }

  private boolean isDue(Step step) {
    return System.nanoTime() - onsetNs >= NANOS_PER_SECOND * step.seconds();
  }

  private void ask() {
    try {
      Set<Suspect> now = judge.accused();
      said.add(new Answer(System.nanoTime(), now));
      if (!now.equals(accused)) {
        narrator.say("JUDGE: " + names(now));
      }
      accused = now;
    } catch (IOException e) {
      silent++;
      narrator.say("the judge does not answer: " + e.getMessage());
    }
  }

  private static String names(Set<Suspect> suspects) {
    return suspects.isEmpty()
        ? "nobody"
        : suspects.stream().map(Suspect::toString).sorted().collect(Collectors.joining(" and "));
  }

  private void tell() throws IOException {
    if (System.nanoTime() - last.atNs() >= TELL_NS) {
      Observation now = observe();
      narrator.say(now.since(last));
      last = now;
    }
  }

  private Observation observe() throws IOException {
    return new Observation(System.nanoTime(), lab.load(), lab.service(), TimeWait.count());
  }
}

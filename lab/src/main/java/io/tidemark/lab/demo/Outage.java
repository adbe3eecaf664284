package io.tidemark.lab.demo;

import io.tidemark.lab.dataplane.DataPlaneStats;
import io.tidemark.lab.incident.Suspect;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The course of events: a healthy service, the new client, the ports running out, the verdict. For
 * one thread.
 */
final class Outage {
  static final String CULPRIT = "new-indexer";
  static final String HANDLER = "dataplane.Posts/GetPostRecord";

  private static final Duration HEALTHY = Duration.ofSeconds(12);

  /** From the first exhausted port to the question, so that its window shows the worst. */
  private static final Duration WORST = Duration.ofSeconds(3);

  /** The ports may not run out on a slow host; the question is asked all the same. */
  private static final Duration PATIENCE = Duration.ofSeconds(35);

  /** What the question needs: its window, two starts of Java, and a busy machine. */
  static final Duration QUESTION = Duration.ofSeconds(16);

  private static final Duration BEAT = Duration.ofSeconds(2);

  private final Lab lab;
  private final VerdictJudge collector;
  private final Narrator narrator;
  private final long endNs;
  private Observation last;
  private Set<Suspect> suspects = Set.of();
  private long onsetNs;
  private boolean exhausted;

  /**
   * @param endNs the reading of the nano clock at which the run ends
   */
  Outage(Lab lab, Narrator narrator, long endNs) throws IOException {
    this.lab = lab;
    this.collector = new VerdictJudge(lab.api());
    this.narrator = narrator;
    this.endNs = endNs;
    this.last = observe();
  }

  /** A healthy service only; true if nothing stands out. */
  boolean healthy() throws IOException {
    narrator.say("five ordinary clients, and no culprit");
    watchFor(HEALTHY);
    Verdict verdict = question();
    return concluded(!verdict.standsOut(), "that nothing stands out", verdict);
  }

  /** The incident; true if its culprit was named. */
  boolean incident() throws IOException {
    narrator.say("five ordinary clients: the healthy service");
    watchFor(HEALTHY);
    narrator.say(
        "ONSET: " + CULPRIT + " goes live, 2.7 requests a second of 15,000 to 20,000 items");
    lab.onset();
    onsetNs = System.nanoTime();
    Who.Question first = lab.who().ask();
    watchWhile(first::open);
    Verdict early = first.verdict();
    narrator.say("who, over the first 10 s after the onset: " + early.sentence());
    long askNs = Math.min(onsetNs + PATIENCE.toNanos(), endNs - QUESTION.toNanos());
    watchWhile(() -> !exhausted && System.nanoTime() < askNs);
    if (exhausted) {
      watchFor(WORST);
    }
    Verdict verdict = question();
    return concluded(verdict.names(CULPRIT, HANDLER), CULPRIT + " via " + HANDLER, verdict);
  }

  /** Watches on until the run's end. */
  void linger() throws IOException {
    watchWhile(() -> System.nanoTime() < endNs);
    DataPlaneStats service = lab.service();
    narrator.say(
        String.format(
            "the end: %,d dials, 'Address already in use' %,d times, %,d cache errors logged",
            service.dials(), service.addressAlreadyInUse(), service.cacheErrors()));
  }

  private Verdict question() throws IOException {
    narrator.say("asking who, over the next 10 s");
    Who.Question question = lab.who().ask();
    watchWhile(question::open);
    narrator.show(question.answer());
    return question.verdict();
  }

  private boolean concluded(boolean right, String expected, Verdict verdict) {
    narrator.say(
        right
            ? "VERDICT as expected: " + expected
            : "VERDICT WRONG: expected " + expected + ", found: " + verdict.sentence());
    return right;
  }

  private void watchFor(Duration duration) throws IOException {
    long untilNs = System.nanoTime() + duration.toNanos();
    watchWhile(() -> System.nanoTime() < untilNs);
  }

  private void watchWhile(BooleanSupplier condition) throws IOException {
    while (condition.getAsBoolean()) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      if (System.nanoTime() - last.atNs() >= BEAT.toNanos()) {
        lab.check();
        tell(observe());
        listen();
      }
    }
  }

  /** Tells what the collector says unasked, whenever it suspects somebody else than before. */
  private void listen() {
    try {
      VerdictJudge.Said said = collector.said();
      if (!said.suspects().equals(suspects)) {
        suspects = said.suspects();
        String when =
            onsetNs == 0
                ? ""
                : ", %.0f s after the onset".formatted((System.nanoTime() - onsetNs) / 1e9);
        narrator.say("THE COLLECTOR SAYS%s: %s".formatted(when, said.sentence()));
      }
    } catch (IOException e) {
      narrator.say("the collector does not answer: " + e.getMessage());
    }
  }

  private void tell(Observation now) {
    narrator.say(now.since(last));
    if (!exhausted && now.service().addressAlreadyInUse() > 0) {
      exhausted = true;
      narrator.say(
          "PORTS EXHAUSTED: bind "
              + lab.sourceAddress()
              + ": Address already in use; every cache"
              + " fails now, not only the posts'");
    }
    last = now;
  }

  private Observation observe() throws IOException {
    return new Observation(System.nanoTime(), lab.load(), lab.service(), TimeWait.count());
  }
}

package io.tidemark.collector.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.verdict.Simulation.Load;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every symptom: what feeds it, and that its excess is charged to the row that causes it,
 * though another client has always done most of that.
 */
class ChargesTest {
  private static final String CULPRIT = "new-job";
  private static final String ALWAYS_HEAVIEST = "bulk";

  /** What a request of the culprit does, and what it does to the host. */
  private record Harm(Consumer<Load> load, Consumer<Simulation> host) {}

  static Stream<Arguments> symptoms() {
    return Stream.of(
        symptom("ports by dials", Stage.PORTS, "dials", load -> load.dials(8), lab -> {}),
        symptom(
            "failed dials by dials",
            Stage.DIAL_FAILURES,
            "dials",
            load -> load.dials(8),
            lab -> lab.all(load -> load.portless(0.5))),
        symptom("logs by events", Stage.LOGS, "log events", load -> load.logs(30), lab -> {}),
        symptom(
            "threads by tasks",
            Stage.THREADS,
            "tasks",
            load -> load.tasks(20),
            lab -> lab.threads = 900),
        symptom(
            "pauses by allocation",
            Stage.PAUSES,
            "allocated bytes",
            load -> load.bytes(4e6),
            lab -> lab.stopped = 0.4),
        symptom(
            "pauses by tasks",
            Stage.PAUSES,
            "tasks",
            load -> load.tasks(20).bytes(0),
            lab -> lab.stopped = 0.4),
        symptom(
            "memory by allocation",
            Stage.MEMORY,
            "allocated bytes",
            load -> load.bytes(4e6),
            lab -> lab.memoryShare = 0.96),
        symptom(
            "kills by allocation",
            Stage.KILLS,
            "allocated bytes",
            load -> load.bytes(4e6),
            lab -> lab.oomKills++),
        symptom(
            "latency by processor time",
            Stage.LATENCY,
            "CPU time",
            load -> load.cpu(0.005),
            lab -> lab.all(load -> load.seconds(0.4))),
        symptom(
            "latency by tasks",
            Stage.LATENCY,
            "tasks",
            load -> load.tasks(20).cpu(0),
            lab -> lab.all(load -> load.seconds(0.4))),
        symptom(
            "errors by requests",
            Stage.ERRORS,
            "requests",
            load -> load.requests(900).items(1).errors(0.9),
            lab -> {}),
        symptom(
            "listen queue by processor time",
            Stage.LISTEN_QUEUE,
            "CPU time",
            load -> load.cpu(0.005),
            lab -> lab.listenDrops += 60));
  }

  private static Arguments symptom(
      String name, Stage stage, String of, Consumer<Load> load, Consumer<Simulation> host) {
    return Arguments.of(Named.of(name, stage), of, new Harm(load, host));
  }

  @Test
  void everySymptomIsHere() {
    Set<Stage> shown = EnumSet.noneOf(Stage.class);
    symptoms().forEach(each -> shown.add((Stage) ((Named<?>) each.get()[0]).getPayload()));
    Set<Stage> all = EnumSet.noneOf(Stage.class);
    for (Stage stage : Stage.values()) {
      if (stage.isSymptom()) {
        all.add(stage);
      }
    }
    assertEquals(all, shown);
  }

  @ParameterizedTest
  @MethodSource("symptoms")
  void theExcessIsChargedToTheRowThatCausesIt(Stage stage, String of, Harm harm) {
    Watching watching = new Watching(Simulation.ordinary(1, 0));
    Simulation lab = watching.lab;
    // Always there, and always the heaviest by whatever is counted.
    lab.load(ALWAYS_HEAVIEST, Simulation.FEEDS)
        .requests(30)
        .items(60)
        .dials(0.1)
        .tasks(2)
        .logs(1)
        .bytes(2e5)
        .cpu(5e-4)
        .errors(0.05);
    lab.load(CULPRIT, Simulation.FEEDS).requests(5);
    lab.load(CULPRIT, Simulation.POSTS).requests(1);
    watching.run(Watching.USUAL_SECONDS);

    Load load = lab.load(CULPRIT, Simulation.POSTS).requests(20);
    harm.load().accept(load);
    for (int second = 0; second < 12; second++) {
      harm.host().accept(lab);
      watching.run(1);
    }

    assertEquals(Set.of(CULPRIT), watching.everAccused);
    Finding finding = watching.finding(stage);
    Suspect suspect = finding.suspects().get(0);
    assertEquals(
        CULPRIT + " " + Simulation.POSTS + " " + of,
        suspect.client() + " " + suspect.handler() + " " + suspect.of());
    assertTrue(suspect.share() >= 0.8, suspect.toString());
  }

  @Test
  void theHeaviestIsNotAccusedOfWhatAnotherAddsToIt() {
    Watching watching = new Watching(Simulation.ordinary(1, 0));
    watching.lab.load(ALWAYS_HEAVIEST, Simulation.POSTS).requests(2).items(5_000).dials(0.02);
    watching.run(60);
    // A fifth of the heaviest's items, and a third of its dials on top.
    watching.lab.load(CULPRIT, Simulation.POSTS).requests(4).items(500).dials(0.2);
    watching.run(20);

    assertEquals(Set.of(CULPRIT), watching.everAccused);
  }

  @Test
  void aHeavyClientIsNotAccusedWhenWhatItDependsOnGetsSlow() {
    Watching watching = new Watching(Simulation.ordinary(1, 0));
    watching.lab.load(ALWAYS_HEAVIEST, Simulation.POSTS).requests(2).items(5_000);
    watching.run(60);
    watching.lab.all(load -> load.seconds(0.5).errors(0.3));
    watching.run(60);

    assertEquals(Set.of(), watching.everAccused);
    assertEquals(Set.of("latency no_client", "errors no_client"), Set.copyOf(watching.findings()));
  }
}

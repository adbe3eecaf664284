package io.tidemark.collector.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.remote.JsonValue;
import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More services and rows than it has places for, names of any kind, and snapshots of rubbish. */
class BoundsTest {
  private static final double[] ODD = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -1,
    0,
    -0.0,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    1e300,
    1e18,
    3,
    0.5
  };
  private static final List<String> NAMES =
      List.of("", "a", "b", "other", "unattributed", "\"}\n\t\\", "😀\u0000\ud800", "<script>");

  @Test
  void servicesThatAreGoneMakeRoomForOthers() {
    VerdictEngine engine = new VerdictEngine();
    Simulation lab = Simulation.ordinary(1, 0);
    for (int program = 0; program < 200; program++) {
      engine.accept(with(lab.next(), jvm("program-" + program)));
    }
    for (int second = 0; second < Watching.USUAL_SECONDS; second++) {
      engine.accept(named(lab.next(), "new-service"));
    }
    lab.load("job", Simulation.FEEDS).requests(50).logs(40);
    Verdict verdict = Verdict.NONE;
    for (int second = 0; second < 8; second++) {
      verdict = engine.accept(named(lab.next(), "new-service"));
    }

    assertEquals(
        List.of("new-service job"),
        verdict.suspects().stream().map(each -> each.service() + " " + each.client()).toList());
  }

  @Test
  void ofEightyServicesAtOnceSixtyFourAreWatched() {
    VerdictEngine engine = new VerdictEngine();
    List<Simulation> labs = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      labs.add(Simulation.ordinary(i, 0));
    }
    Verdict verdict = Verdict.NONE;
    for (int second = 0; second < 36; second++) {
      if (second == 28) {
        labs.forEach(lab -> lab.load("job", Simulation.FEEDS).requests(50).logs(40));
      }
      List<Sample> samples = new ArrayList<>();
      long epochMs = 0;
      for (int i = 0; i < labs.size(); i++) {
        Snapshot each = named(labs.get(i).next(), "service-" + i);
        epochMs = each.epochMs();
        samples.addAll(each.samples());
      }
      verdict = engine.accept(new Snapshot(epochMs, samples));
    }

    Set<String> places = new TreeSet<>();
    verdict.chain().forEach(link -> places.add(link.place()));
    assertEquals(64, places.size());
    assertEquals(Verdict.MAX_FINDINGS, verdict.findings().size());
    assertEquals(Verdict.State.NAMED, verdict.state());
  }

  @Test
  void newNamesEverySecondDoNotHideWhoIsHeavy() {
    Watching watching = Watching.ordinary();
    for (int second = 0; second < 120; second++) {
      for (int i = 0; i < 40; i++) {
        watching.lab.load("pod-" + second + "-" + i, Simulation.FEEDS).requests(0.5);
      }
      watching.run(1);
      watching.lab.forget("pod-" + (second - 20) + "-");
    }
    assertEquals(List.of(), watching.changes());
    watching.lab.load("job", Simulation.POSTS).requests(3).items(17_000).dials(0.05);

    assertTrue(watching.secondsUntilNamed() <= 5, watching.verdict.sentence());
    assertEquals(Set.of("job"), watching.everAccused);
  }

  @Test
  void whatFiveThousandClientsDoIsNotLostThoughNotAllHaveARow() {
    Watching watching = new Watching(Simulation.ordinary(1, 0));
    for (int i = 0; i < 5_000; i++) {
      watching.lab.load("tenant-" + i, Simulation.FEEDS).requests(1).items(1);
    }
    watching.run(15);

    assertEquals(
        5_200, watching.engine.moment().figure(Trace.REQUESTS), 1, "requests of all of them");
    assertEquals(List.of(), watching.changes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\"b\\c",
        "line\nbreak\ttab",
        "<script>alert(1)</script>",
        "名前 😀",
        " ",
        "a;b, c"
      })
  void oddNamesAreNamedAsTheyAre(String name) throws IOException {
    Watching watching = Watching.ordinary();
    watching.lab.load(name, Simulation.POSTS).requests(3).items(17_000).dials(0.05);
    assertTrue(watching.secondsUntilNamed() <= 5);

    assertEquals(Set.of(name), watching.everAccused);
    JsonValue json = JsonValue.parse(VerdictJson.of(watching.verdict));
    assertEquals(name, json.get("suspects").elements().get(0).get("client").text());
    assertTrue(json.get("sentence").text().startsWith(name), watching.verdict.sentence());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rubbishNeitherThrowsNorGrows(long seed) throws IOException {
    Random random = new Random(seed);
    VerdictEngine engine = new VerdictEngine();
    VerdictSamples samples = new VerdictSamples(host());
    long epochMs = Simulation.START_MS;
    for (int step = 0; step < 400; step++) {
      epochMs += random.nextInt(50) == 0 ? -random.nextInt(100_000) : random.nextInt(3_000);
      Verdict verdict = engine.accept(new Snapshot(epochMs, rubbish(random)));

      assertTrue(verdict.findings().size() <= Verdict.MAX_FINDINGS);
      assertTrue(verdict.chain().size() <= 65 * Stage.values().length);
      assertTrue(engine.moment().heaviest().size() <= Moment.MAX_ROWS);
      assertTrue(JsonValue.parse(VerdictJson.of(verdict)).get("sentence").isPresent());
      int[] count = new int[1];
      samples.report(
          verdict,
          sample -> {
            count[0]++;
            double value = ((NumberSample) sample).value();
            assertTrue(value >= 0 && value < 1e18, sample.toString());
          });
      assertTrue(count[0] <= 10 + Verdict.MAX_FINDINGS * 7, count[0] + " samples");
    }
  }

  @Test
  void anOrdinaryIncidentIsStillNamedAmongRubbish() {
    Random random = new Random(7);
    VerdictEngine engine = new VerdictEngine();
    Simulation lab = Simulation.ordinary(1, 0);
    Verdict verdict = Verdict.NONE;
    for (int second = 0; second < 60; second++) {
      if (second == 45) {
        lab.load("job", Simulation.FEEDS).requests(50).logs(40);
      }
      Snapshot snapshot = lab.next();
      List<Sample> samples = new ArrayList<>(snapshot.samples());
      // Values that cannot be, of the same rows and of the same JVM.
      for (Sample sample : snapshot.samples()) {
        if (sample instanceof NumberSample number && random.nextInt(4) == 0) {
          double value = ODD[random.nextInt(4)];
          samples.add(new NumberSample(number.metric(), number.source(), number.labels(), value));
        }
      }
      verdict = engine.accept(new Snapshot(snapshot.epochMs(), samples));
    }

    assertEquals(
        List.of("logs client"),
        verdict.findings().stream().map(f -> f.symptom().id() + " " + f.cause().id()).toList());
  }

  private static List<Sample> rubbish(Random random) {
    List<Sample> samples = new ArrayList<>();
    Metric[] metrics = Metric.values();
    int count = random.nextInt(300);
    for (int i = 0; i < count; i++) {
      Metric metric = metrics[random.nextInt(metrics.length)];
      List<String> labels = new ArrayList<>();
      metric.labels().forEach(label -> labels.add(name(random)));
      double value =
          random.nextBoolean() ? ODD[random.nextInt(ODD.length)] : random.nextDouble() * 1e6;
      if (metric.kind() == Metric.Kind.HISTOGRAM) {
        long[] slots = new long[Buckets.COUNT];
        slots[random.nextInt(slots.length)] = random.nextInt(10_000);
        samples.add(new HistogramSample(metric, source(random), labels, 0, value, slots));
      } else {
        samples.add(new NumberSample(metric, source(random), labels, value));
      }
    }
    return samples;
  }

  private static String name(Random random) {
    return random.nextInt(10) == 0
        ? "n" + random.nextInt(10_000)
        : NAMES.get(random.nextInt(NAMES.size()));
  }

  private static Source source(Random random) {
    return random.nextInt(5) == 0
        ? host()
        : new Source(
            name(random), name(random), random.nextInt(3) * 1000L, Map.of(), random.nextBoolean());
  }

  private static Source host() {
    return new Source("tidemark-collector", "host", Simulation.START_MS, Map.of(), true);
  }

  private static Sample jvm(String service) {
    Source source = new Source(service, "host-1", Simulation.START_MS, Map.of(), false);
    return new NumberSample(Metric.PROCESS_THREADS, source, List.of(), 20);
  }

  private static Snapshot with(Snapshot snapshot, Sample sample) {
    List<Sample> samples = new ArrayList<>(snapshot.samples());
    samples.add(sample);
    return new Snapshot(snapshot.epochMs(), samples);
  }

  /** The same of another service; what is the host's is left out. */
  private static Snapshot named(Snapshot snapshot, String service) {
    List<Sample> samples = new ArrayList<>();
    for (Sample sample : snapshot.samples()) {
      Source of = sample.source();
      if (!of.host()) {
        Source source = new Source(service, of.instance(), of.startEpochMs(), Map.of(), false);
        samples.add(
            sample instanceof NumberSample number
                ? new NumberSample(number.metric(), source, number.labels(), number.value())
                : of(source, (HistogramSample) sample));
      }
    }
    return new Snapshot(snapshot.epochMs(), samples);
  }

  private static Sample of(Source source, HistogramSample sample) {
    long[] slots = new long[Buckets.COUNT];
    slots[1] = sample.count();
    return new HistogramSample(sample.metric(), source, sample.labels(), 0, sample.sum(), slots);
  }
}

package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.jvm.ChildJvm;
import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Metric;
import io.tidemark.segment.SegmentDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The collector's figures against the JVM's own log, for five garbage collectors on two JDKs. The
 * JVM is looked at as often as in service, ten times a second; only that here each look is a
 * sample.
 */
final class PausesIT {
  private static final long LOOK_MS = 60;
  private static final double WITHIN = 0.05;

  // Shenandoah's safepoints have a number and a sum alone, which those between two looks share: the
  // histogram may have a long one lower. The longest is also told by what was seen of it.
  private static final double WITHIN_SHARED = 0.25;

  // The log's clock is read outside of the counters' two, and ZGC's pauses last 10 us.
  private static final double CLOCKS_APART_S = 5e-6;
  private static final double NOT_TOLD_APART_S = 100e-6;
  private static final int MIN_STOPS = 2;
  private static final int MAX_STOPS = 12;

  @TempDir private Path directory;
  private Sampler sampler;
  private final List<Look> looks = new ArrayList<>();

  /** A sample, and when it was begun. */
  private record Look(long beginMs, Snapshot snapshot) {}

  @BeforeEach
  void makeSampler() {
    sampler =
        Signals.standard(
            new CollectorSettings(
                new SegmentDirectory(directory),
                CollectorSettings.PROC,
                CollectorSettings.TMP,
                Duration.ofSeconds(1),
                Duration.ofMinutes(10),
                "0.1.0"),
            Clock.systemUTC());
  }

  @AfterEach
  void close() {
    sampler.close();
  }

  @ParameterizedTest
  @CsvSource({
    "17, Serial, gc",
    "17, Parallel, gc",
    "17, G1, gc",
    "17, Z, count",
    "17, Shenandoah, count",
    "25, Serial, gc",
    "25, Parallel, gc",
    "25, G1, gc",
    "25, Z, count",
    "25, Shenandoah, count"
  })
  void countsWhatTheJvmLogs(int feature, String collector, String stop) throws Exception {
    Path file = directory.resolve("gc.log");
    String[] options = {
      "-XX:+Use" + collector + "GC",
      "-Xms800m",
      "-Xmx800m",
      "-Xlog:gc*,safepoint:file=" + file + ":timemillis",
    };
    try (ChildJvm child = ChildJvm.start(ChildJvm.of(feature), directory, options)) {
      watch(child, "fill");
      watch(child, "churn");
      for (int stops = 0; stops < MIN_STOPS || (stops < MAX_STOPS && !seenGrowing()); stops++) {
        watch(child, stop);
        watch(child, "churn");
      }
      GcLog log = logAtRest(file);
      List<GcLog.Pause> pauses = collector.equals("Shenandoah") ? log.safepoints() : log.pauses();
      comparePauses(pauses, collector.equals("Shenandoah") ? WITHIN_SHARED : WITHIN);
      compareSafepoints(log);
      seenWhileItLasts(log);
    }
  }

  // A fast machine may be done before the second look.
  private boolean seenGrowing() {
    return IntStream.range(1, looks.size()).anyMatch(this::grows);
  }

  private boolean grows(int second) {
    double before = value(looks.get(second - 1).snapshot(), Metric.PAUSE_AGE);
    return before > 0 && value(looks.get(second).snapshot(), Metric.PAUSE_AGE) > before;
  }

  private void comparePauses(List<GcLog.Pause> logged, double within) {
    double sum = 0;
    long count = 0;
    double longest = 0;
    for (Sample sample : ofChild(last(), Metric.GC_DURATION)) {
      HistogramSample histogram = (HistogramSample) sample;
      sum += histogram.sum();
      count += histogram.count();
      longest = Math.max(longest, upperBound(histogram));
    }
    double apartS = logged.size() * CLOCKS_APART_S;
    assertEquals(logged.size(), count, "pauses");
    close(GcLog.total(logged), sum, apartS, "time of pauses");
    // A bucket of the histogram is 19 % wide. ZGC makes three pauses of microseconds together.
    double longestLogged = GcLog.longest(logged);
    double leastLongest = longestLogged * (1 - within) - NOT_TOLD_APART_S;
    assertTrue(
        longest >= leastLongest && longest <= longestLogged * 1.19 * (1 + WITHIN),
        "longest of the histogram " + longest + ", logged " + longestLogged);
  }

  private void compareSafepoints(GcLog log) {
    assertEquals(log.safepoints().size(), value(last(), Metric.SAFEPOINTS), "safepoints");
    double time = value(last(), Metric.SAFEPOINT_TIME);
    close(GcLog.total(log.safepoints()), time, 0, "time at safepoints");
    close(log.syncSeconds(), value(last(), Metric.SAFEPOINT_SYNC_TIME), 0, "time to safepoints");
    double longest = 0;
    for (Look look : looks) {
      if (!ofChild(look.snapshot(), Metric.PAUSE_MAX).isEmpty()) {
        longest = Math.max(longest, value(look.snapshot(), Metric.PAUSE_MAX));
      }
    }
    close(GcLog.longest(log.safepoints()), longest, 0, "longest pause");
  }

  /** Two looks must have seen a pause that the log says was going on then. */
  private void seenWhileItLasts(GcLog log) {
    boolean seen = IntStream.range(1, looks.size()).anyMatch(i -> grows(i) && isLogged(log, i));
    assertTrue(seen, () -> "no pause was seen while it lasted: " + log.safepoints());
  }

  private boolean isLogged(GcLog log, int second) {
    double age = value(looks.get(second).snapshot(), Metric.PAUSE_AGE);
    assertTrue(value(looks.get(second).snapshot(), Metric.STOPPED) > 0);
    return log.safepoints().stream()
        .filter(pause -> pause.endMs() >= looks.get(second - 1).beginMs())
        .filter(pause -> pause.endMs() >= looks.get(second).beginMs())
        .anyMatch(pause -> age <= pause.seconds() * (1 + WITHIN));
  }

  private void watch(ChildJvm child, String command) throws Exception {
    CompletableFuture<Void> done = CompletableFuture.runAsync(() -> tell(child, command));
    while (true) {
      try {
        done.get(LOOK_MS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        look();
      }
    }
  }

  private static void tell(ChildJvm child, String command) {
    try {
      child.tell(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The log of a time when there was no safepoint between the last two looks. */
  private GcLog logAtRest(Path file) throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      double before = value(sampler.sampleOnce(), Metric.SAFEPOINTS);
      GcLog log = GcLog.read(file);
      look();
      if (value(last(), Metric.SAFEPOINTS) == before && log.safepoints().size() == before) {
        return log;
      }
    }
    throw new AssertionError("the JVM never rests: " + GcLog.read(file).safepoints());
  }

  private void look() {
    long beginMs = System.currentTimeMillis();
    looks.add(new Look(beginMs, sampler.sampleOnce()));
  }

  private Snapshot last() {
    return looks.get(looks.size() - 1).snapshot();
  }

  private static void close(double expected, double actual, double more, String what) {
    assertEquals(expected, actual, expected * WITHIN + more, what);
  }

  private static double value(Snapshot snapshot, Metric metric) {
    List<Sample> found = ofChild(snapshot, metric);
    assertEquals(1, found.size(), metric + " in " + found);
    return ((NumberSample) found.get(0)).value();
  }

  private static List<Sample> ofChild(Snapshot snapshot, Metric metric) {
    return snapshot.samples().stream()
        .filter(sample -> sample.metric() == metric)
        .filter(sample -> sample.source().service().equals("child"))
        .toList();
  }

  private static double upperBound(HistogramSample histogram) {
    double bound = 0;
    for (int slot = 0; slot <= Buckets.LAST; slot++) {
      if (histogram.slot(slot) > 0) {
        bound = Math.scalb(Buckets.upperBound(slot), histogram.tickExponent());
      }
    }
    return bound;
  }
}

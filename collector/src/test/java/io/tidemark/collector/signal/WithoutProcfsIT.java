package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.jvm.ChildJvm;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Metric;
import io.tidemark.segment.SegmentDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The running system, seen as on any system without Linux' procfs: through OSHI and the JDK, beside
 * what procfs says of it.
 */
final class WithoutProcfsIT {
  /** What does not need the kernel's files, with the agent in the JVM or without it. */
  private static final Set<Metric> OF_A_JVM =
      Set.of(
          Metric.JVM_INFO,
          Metric.SEGMENT_ALIVE,
          Metric.REQUESTS,
          Metric.GC_DURATION,
          Metric.JVM_THREADS,
          Metric.PROCESS_THREADS,
          Metric.PROCESS_MEMORY,
          Metric.PROCESS_DESCRIPTORS,
          Metric.DESCRIPTOR_LIMIT,
          Metric.PROCESS_CPU,
          Metric.PROCESS_UPTIME);

  private static final Set<Metric> OF_THE_HOST =
      Set.of(
          Metric.RUN_QUEUE,
          Metric.CPU_COUNT,
          Metric.MEMORY_LIMIT,
          Metric.MEMORY_AVAILABLE,
          Metric.CONNECTIONS);

  // Without threads that come and go with the load.
  private static final String[] STEADY = {"-Xint", "-XX:+UseSerialGC"};

  @TempDir private Path segments;
  @TempDir private Path nothing;

  @Test
  void showsWhatTheSystemTells() throws IOException {
    try (ChildJvm child = ChildJvm.start(ChildJvm.running(), segments);
        Sampler sampler = sampler(nothing)) {
      child.tell("client-a");
      List<Sample> samples = sampler.sampleOnce().samples();
      assertEquals(Set.of(), without(OF_A_JVM, metrics(ofChild(samples))));
      assertEquals(Set.of(), without(OF_THE_HOST, metrics(samples)));
      assertEquals(Set.of(1.0), values(samples, Metric.SIGNAL_SUCCESS));
      assertEquals(Long.toString(child.pid()), label(ofChild(samples), Metric.JVM_INFO));
    }
  }

  @Test
  void saysWhatItDoesNotTell() throws IOException {
    try (ChildJvm child = ChildJvm.start(ChildJvm.running(), segments);
        Sampler sampler = sampler(nothing)) {
      child.tell("client-a");
      List<Sample> samples = sampler.sampleOnce().samples();
      Set<String> unsupported =
          samples.stream()
              .filter(sample -> sample.metric() == Metric.UNSUPPORTED)
              .map(sample -> String.join(" ", sample.labels()))
              .collect(Collectors.toSet());
      assertTrue(
          unsupported.containsAll(Set.of("host psi_missing", "processes context_switches_missing")),
          unsupported.toString());
      Set<Metric> shown = metrics(samples);
      for (Metric missing : List.of(Metric.PRESSURE, Metric.CONTEXT_SWITCHES, Metric.PORTS_LIMIT)) {
        assertTrue(!shown.contains(missing), missing.name());
      }
    }
  }

  @Test
  void showsTheSameAsProcfs() throws IOException {
    try (ChildJvm child = ChildJvm.start(ChildJvm.running(), segments, STEADY);
        Sampler byOshi = sampler(nothing);
        Sampler byProcfs = sampler(CollectorSettings.PROC)) {
      child.tell("client-a");
      List<Sample> expected = byProcfs.sampleOnce().samples();
      List<Sample> shown = byOshi.sampleOnce().samples();
      for (Metric metric : List.of(Metric.PROCESS_THREADS, Metric.DESCRIPTOR_LIMIT)) {
        assertEquals(values(ofChild(expected), metric), values(ofChild(shown), metric));
      }
      for (Metric metric : List.of(Metric.CPU_COUNT, Metric.MEMORY_LIMIT)) {
        assertEquals(values(expected, metric), values(shown, metric));
      }
      double bytes = values(ofChild(expected), Metric.PROCESS_MEMORY).iterator().next();
      assertEquals(
          bytes, values(ofChild(shown), Metric.PROCESS_MEMORY).iterator().next(), bytes * 0.2);
    }
  }

  private Sampler sampler(Path proc) {
    return Signals.standard(
        new CollectorSettings(
            new SegmentDirectory(segments),
            proc,
            CollectorSettings.TMP,
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            "0.1.0"),
        Clock.systemUTC());
  }

  private static Set<Metric> without(Set<Metric> expected, Set<Metric> shown) {
    Set<Metric> missing = new TreeSet<>(expected);
    missing.removeAll(shown);
    return missing;
  }

  private static Set<Metric> metrics(List<Sample> samples) {
    return samples.stream().map(Sample::metric).collect(Collectors.toSet());
  }

  private static Set<Double> values(List<Sample> samples, Metric metric) {
    return samples.stream()
        .filter(sample -> sample.metric() == metric)
        .map(sample -> ((NumberSample) sample).value())
        .collect(Collectors.toSet());
  }

  private static String label(List<Sample> samples, Metric metric) {
    return samples.stream()
        .filter(sample -> sample.metric() == metric)
        .map(sample -> sample.labels().get(0))
        .findAny()
        .orElse("");
  }

  private static List<Sample> ofChild(List<Sample> samples) {
    return samples.stream().filter(sample -> sample.source().service().equals("child")).toList();
  }
}

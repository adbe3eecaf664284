package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.jvm.ChildJvm;
import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Metric;
import io.tidemark.segment.SegmentDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real JVMs, seen from outside through every signal. */
final class ChildJvmIT {
  private static final String FULL_PAUSES = "G1 Old Generation";

  @TempDir Path segments;
  private Sampler sampler;

  @BeforeEach
  void makeSampler() {
    sampler =
        Signals.standard(
            new CollectorSettings(
                new SegmentDirectory(segments),
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
  @ValueSource(ints = {17, 25})
  void countsItsPauses(int feature) throws IOException {
    try (ChildJvm child = ChildJvm.start(ChildJvm.of(feature), segments, "-XX:+UseG1GC")) {
      HistogramSample before = pauses();
      child.tell("gc");
      HistogramSample after = pauses();
      assertEquals(0, before.count());
      assertEquals(1, after.count());
      assertTrue(after.sum() > 0 && after.sum() < 60, "seconds: " + after.sum());
      assertEquals(0, after.countUpTo(-20)); // not a pause of no time
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void seesItsProcessAndItsThreads(int feature) throws IOException {
    try (ChildJvm child = ChildJvm.start(ChildJvm.of(feature), segments)) {
      List<Sample> samples = sampler.sampleOnce().samples();
      assertEquals(Long.toString(child.pid()), only(samples, Metric.JVM_INFO).labels().get(0));
      assertEquals(List.of(), ofChild(samples, Metric.JVM_UNREADABLE));
      double javaThreads = 0;
      for (Sample sample : ofChild(samples, Metric.JVM_THREADS)) {
        javaThreads += ((NumberSample) sample).value();
      }
      assertTrue(javaThreads > 1 && number(samples, Metric.PROCESS_THREADS) > javaThreads);
      assertTrue(number(samples, Metric.PROCESS_MEMORY) > 10 << 20);
      assertTrue(number(samples, Metric.PROCESS_DESCRIPTORS) > 3);
    }
  }

  @Test
  void keepsWhatItCountedWhenItIsKilledUntilASuccessorCounts() throws IOException {
    String instance;
    try (ChildJvm first = ChildJvm.start(ChildJvm.running(), segments)) {
      first.tell("client-a");
      List<Sample> samples = sampler.sampleOnce().samples();
      instance = only(samples, Metric.JVM_INFO).source().instance();
      assertEquals(1, number(samples, Metric.SEGMENT_ALIVE));
    }
    List<Sample> afterDeath = sampler.sampleOnce().samples();
    assertEquals(0, number(afterDeath, Metric.SEGMENT_ALIVE));
    assertEquals(List.of("client-a", "a.B/c", "java"), only(afterDeath, Metric.REQUESTS).labels());
    assertEquals(List.of(), ofChild(afterDeath, Metric.GC_DURATION));
    try (ChildJvm second = ChildJvm.start(ChildJvm.running(), segments)) {
      second.tell("client-b");
      List<Sample> samples = sampler.sampleOnce().samples();
      assertEquals(1, number(samples, Metric.SEGMENT_ALIVE));
      assertEquals(instance, only(samples, Metric.JVM_INFO).source().instance());
      assertEquals(List.of("client-b", "a.B/c", "java"), only(samples, Metric.REQUESTS).labels());
    }
  }

  private HistogramSample pauses() {
    return sampler.sampleOnce().samples().stream()
        .filter(sample -> sample.metric() == Metric.GC_DURATION)
        .filter(sample -> sample.source().service().equals("child"))
        .filter(sample -> sample.labels().contains(FULL_PAUSES))
        .map(HistogramSample.class::cast)
        .findAny()
        .orElseThrow();
  }

  private static double number(List<Sample> samples, Metric metric) {
    return ((NumberSample) only(samples, metric)).value();
  }

  private static Sample only(List<Sample> samples, Metric metric) {
    List<Sample> found = ofChild(samples, metric);
    assertEquals(1, found.size(), found.toString());
    return found.get(0);
  }

  private static List<Sample> ofChild(List<Sample> samples, Metric metric) {
    return samples.stream()
        .filter(sample -> sample.metric() == metric)
        .filter(sample -> sample.source().service().equals("child"))
        .toList();
  }
}

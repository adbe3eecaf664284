package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.jvm.TickingClock;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import io.tidemark.segment.SegmentDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SamplerTest {
  private static final Source HOST = new Source("collector", "node-7", 0, Map.of(), true);

  @Test
  void leavesOutASignalThatFailsAndSaysSo() {
    Sampler sampler =
        new Sampler(
            List.of(
                new Scripted(
                    "broken",
                    out -> {
                      new Report(out, HOST).count(Metric.PORTS_LIMIT, 1, "host");
                      throw new IllegalStateException("broken half way");
                    }),
                new Scripted(
                    "sound", out -> new Report(out, HOST).count(Metric.PORTS_LIMIT, 2, "host"))),
            HOST,
            "0.1.0",
            new TickingClock(5));
    Snapshot snapshot = sampler.sampleOnce();
    assertEquals(
        """
        SIGNAL_SUCCESS host [broken] 0
        SIGNAL_FAILURES host [broken] 1
        PORTS_LIMIT host [host] 2
        SIGNAL_SUCCESS host [sound] 1
        SIGNAL_FAILURES host [sound] 0
        COLLECTOR_INFO host [0.1.0] 1
        """,
        SampleText.of(snapshot.samples()));
    assertEquals(5, snapshot.epochMs());
    assertEquals(snapshot, sampler.latest());
  }

  @Test
  void survivesALibraryThatCannotBeLoaded() {
    Sampler sampler =
        new Sampler(
            List.of(
                new Scripted(
                    "native",
                    out -> {
                      throw new UnsatisfiedLinkError("no such library");
                    })),
            HOST,
            "0.1.0",
            new TickingClock(5));
    assertEquals(
        """
        SIGNAL_SUCCESS host [native] 0
        SIGNAL_FAILURES host [native] 1
        COLLECTOR_INFO host [0.1.0] 1
        """,
        SampleText.of(sampler.sampleOnce().samples()));
  }

  @Test
  void knowsNothingBeforeTheFirstSample() {
    Sampler sampler = new Sampler(List.of(), HOST, "0.1.0", new TickingClock(5));
    assertEquals(Snapshot.NONE, sampler.latest());
  }

  @Test
  void pollsNineTimesForEachSample() throws InterruptedException {
    Scripted counted = new Scripted("counted", out -> {});
    Sampler sampler = new Sampler(List.of(counted), HOST, "0.1.0", new TickingClock(5));
    sampler.run(Duration.ofMillis(10));
    assertTrue(counted.threeSamples.await(30, TimeUnit.SECONDS));
    sampler.close();
    assertEquals(9, counted.pollsBeforeSecond);
  }

  @Test
  void hasSampledOnceItIsStartedAndStopsWhenClosed(@TempDir Path empty) {
    Sampler sampler =
        Sampler.start(
            new CollectorSettings(
                new SegmentDirectory(empty),
                empty,
                empty,
                Duration.ofHours(1),
                Duration.ofMinutes(10),
                "0.1.0"));
    assertTrue(
        sampler.latest().samples().stream()
            .anyMatch(sample -> sample.metric() == Metric.SIGNAL_SUCCESS));
    sampler.close();
    assertFalse(
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().equals("tidemark-sampler")));
  }

  /** A signal that does what a test says. */
  private static final class Scripted implements Signal {
    private final String name;
    private final Consumer<Consumer<Sample>> script;
    private final CountDownLatch threeSamples = new CountDownLatch(3);
    private int polls;
    private volatile int pollsBeforeSecond;

    Scripted(String name, Consumer<Consumer<Sample>> script) {
      this.name = name;
      this.script = script;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void sample(Consumer<Sample> out) throws IOException {
      threeSamples.countDown();
      if (threeSamples.getCount() == 1) {
        pollsBeforeSecond = polls;
      }
      polls = 0;
      script.accept(out);
    }

    @Override
    public void poll() {
      polls++;
    }
  }
}

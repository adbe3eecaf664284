package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.jvm.FixtureHost;
import io.tidemark.collector.jvm.JvmDiscovery;
import io.tidemark.collector.jvm.TickingClock;
import io.tidemark.collector.sample.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two samples and the looks between them make of a JVM that goes on. */
final class HsperfSignalTest {
  private static final long FIRST_PAUSES = 9;
  private static final long FIRST_TIME_NS = 28_413_264;

  @TempDir Path root;
  private FixtureHost host;
  private JvmDiscovery discovery;
  private HsperfSignal signal;

  @BeforeEach
  void makeHost() throws IOException {
    host = new FixtureHost(root);
    discovery =
        new JvmDiscovery(
            host.segments(),
            Duration.ofMinutes(10),
            host.proc(),
            host.tmp(),
            "node-7",
            new TickingClock(System.currentTimeMillis()));
    signal = new HsperfSignal(discovery::jvms);
    host.startJvm(101, "jdk17-Serial");
  }

  @AfterEach
  void close() throws IOException {
    discovery.close();
  }

  @Test
  void measuresEachPauseThatIsAloneBetweenTwoLooks() throws IOException {
    assertEquals("count=9 sum=0.028413264 48:9", youngPauses());
    pauses(FIRST_PAUSES + 1, FIRST_TIME_NS + 1_000_000);
    signal.poll();
    pauses(FIRST_PAUSES + 2, FIRST_TIME_NS + 1_000_000 + 16_000_000);
    assertEquals("count=11 sum=0.045413264 42:1 48:9 58:1", youngPauses());
  }

  @Test
  void beginsAnewWithAJvmThatGotTheSameProcessId() throws IOException {
    youngPauses();
    host.setCounter(101, "sun.rt.createVmBeginTime", 1795257367678L + 60_000);
    pauses(1, 16_000_000);
    signal.poll(); // still the old one's
    assertEquals("count=1 sum=0.016 58:1", youngPauses());
  }

  @Test
  void survivesAFileThatGoesAway() throws IOException {
    youngPauses();
    Files.delete(host.perfFile(101));
    signal.poll();
    assertEquals(List.of(), sample());
  }

  private void pauses(long pauses, long timeNs) throws IOException {
    host.setCounter(101, "sun.gc.collector.0.invocations", pauses);
    host.setCounter(101, "sun.gc.collector.0.time", timeNs);
  }

  private String youngPauses() throws IOException {
    String start = "GC_DURATION Churn node-7-1 [Serial young collection pauses] ";
    return sample().stream()
        .map(SampleText::of)
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findAny()
        .orElseThrow();
  }

  private List<Sample> sample() throws IOException {
    discovery.look();
    List<Sample> samples = new ArrayList<>();
    signal.sample(samples::add);
    return samples;
  }
}

package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.jvm.FixtureHost;
import io.tidemark.collector.jvm.JvmDiscovery;
import io.tidemark.collector.jvm.TickingClock;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two samples and the looks between them make of a JVM that goes on. */
final class HsperfSignalTest {
  private static final long START = 1795257367678L;
  private static final long UPTIME_MS = 3_600_000;
  private static final long MS = 1_000_000;
  private static final String YOUNG = "sun.gc.collector.0.";
  private static final Set<Metric> LIVE =
      EnumSet.of(Metric.PAUSE_MAX, Metric.PAUSE_AGE, Metric.STOPPED);

  @TempDir Path root;
  private final TickingClock clock = new TickingClock(START + UPTIME_MS);
  private FixtureHost host;
  private JvmDiscovery discovery;
  private HsperfSignal signal;

  // The recording's totals.
  private long pauses = 9;
  private long pauseNs = 28_413_264;
  private long safepoints = 10;
  private long safepointNs = 30_038_910;

  @BeforeEach
  void makeHost() throws IOException {
    host = new FixtureHost(root);
    discovery =
        new JvmDiscovery(
            host.segments(), Duration.ofMinutes(10), host.proc(), host.tmp(), "node-7", clock);
    signal = new HsperfSignal(discovery::jvms, clock, () -> clock.millis() * MS);
    host.startJvm(101, "jdk17-Serial");
  }

  @AfterEach
  void close() throws IOException {
    signal.close();
    discovery.close();
  }

  @Test
  void measuresEachPauseThatIsAloneBetweenTwoLooks() throws IOException {
    assertEquals("count=9 sum=0.028413264 48:8 51:1", young());
    begin(50);
    end(1);
    poll();
    begin(70);
    end(16);
    assertEquals("count=11 sum=0.045413264 42:1 48:8 51:1 58:1", young());
  }

  @Test
  void measuresTwoPausesBetweenTwoLooks() throws IOException {
    young();
    begin(50);
    end(16);
    begin(70);
    end(1);
    assertEquals("count=11 sum=0.045413264 42:1 48:8 51:1 58:1", young());
  }

  @Test
  void showsAPauseWhileItLasts() throws IOException {
    assertEquals("PAUSE_AGE 0", live());
    assertEquals("PAUSE_MAX 0, PAUSE_AGE 0, STOPPED 0", live());
    begin(UPTIME_MS + 2_500);
    assertEquals("PAUSE_MAX 0.5, PAUSE_AGE 0.5, STOPPED 0.25", live());
    assertEquals("PAUSE_MAX 1.5, PAUSE_AGE 1.5, STOPPED 0.5", live());
    end(2_000);
    assertEquals("PAUSE_MAX 2, PAUSE_AGE 0, STOPPED 0.5", live());
    assertEquals("PAUSE_MAX 0, PAUSE_AGE 0, STOPPED 0.4", live());
  }

  @Test
  void neverTakesAPauseForOlderThanTheLookThatDidNotSeeIt() throws IOException {
    live();
    begin(UPTIME_MS - 500_000); // somebody set the clock meanwhile
    poll();
    assertEquals("PAUSE_MAX 1.1, PAUSE_AGE 1.1, STOPPED 1", live());
  }

  @Test
  void showsAStopThatIsNotForGarbage() throws IOException {
    live();
    host.setCounter(101, "sun.rt.safepoints", ++safepoints);
    poll();
    assertEquals("PAUSE_MAX 1, PAUSE_AGE 1, STOPPED 0.9090909090909091", live());
    host.setCounter(101, "sun.rt.safepointTime", safepointNs + 1_500 * MS);
    assertEquals("PAUSE_MAX 1.5, PAUSE_AGE 0, STOPPED 0.7142857142857143", live());
  }

  @Test
  void beginsAnewWithAJvmThatGotTheSameProcessId() throws IOException {
    young();
    host.setCounter(101, "sun.rt.createVmBeginTime", START + 60_000);
    pauses = 0;
    pauseNs = 0;
    begin(50);
    end(16);
    poll(); // still the old one's
    assertEquals("count=1 sum=0.016 58:1", young());
  }

  @Test
  void survivesAFileThatGoesAway() throws IOException {
    young();
    Files.delete(host.perfFile(101));
    poll();
    assertEquals(List.of(), sample());
  }

  @Test
  void saysWhyPausesCannotBeRead() throws IOException {
    young();
    host.setCounter(101, YOUNG + "time", -1);
    poll();
    List<String> lines = lines(EnumSet.of(Metric.JVM_UNREADABLE, Metric.GC_DURATION));
    assertEquals(List.of("JVM_UNREADABLE [hsperf_corrupt] 1"), lines);
    host.setCounter(101, YOUNG + "time", pauseNs);
    assertEquals("count=9 sum=0.028413264 48:8 51:1", young());
  }

  private void begin(long uptimeMs) throws IOException {
    host.setCounter(101, YOUNG + "invocations", ++pauses);
    host.setCounter(101, YOUNG + "lastEntryTime", uptimeMs * MS);
    host.setCounter(101, "sun.rt.safepoints", ++safepoints);
    entryMs = uptimeMs;
  }

  private void end(long ms) throws IOException {
    pauseNs += ms * MS;
    safepointNs += ms * MS;
    host.setCounter(101, YOUNG + "time", pauseNs);
    host.setCounter(101, YOUNG + "lastExitTime", (entryMs + ms) * MS);
    host.setCounter(101, "sun.rt.safepointTime", safepointNs);
  }

  private long entryMs;

  private void poll() throws IOException {
    clock.advance(Duration.ofMillis(100));
    signal.poll();
  }

  private String young() throws IOException {
    return lines(EnumSet.of(Metric.GC_DURATION)).get(0).substring("GC_DURATION [Copy] ".length());
  }

  private String live() throws IOException {
    return String.join(", ", lines(LIVE)).replace(" []", "");
  }

  private List<String> lines(Set<Metric> metrics) throws IOException {
    return sample().stream()
        .filter(sample -> metrics.contains(sample.metric()))
        .map(sample -> SampleText.of(sample).replace("Churn node-7-1 ", ""))
        .collect(Collectors.toList());
  }

  private List<Sample> sample() throws IOException {
    clock.advance(Duration.ofSeconds(1));
    discovery.look();
    List<Sample> samples = new ArrayList<>();
    signal.sample(samples::add);
    return samples;
  }
}

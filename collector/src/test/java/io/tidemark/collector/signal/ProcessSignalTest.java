package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.jvm.TickingClock;
import io.tidemark.collector.process.ProcessFigures;
import io.tidemark.collector.process.ProcessTable;
import io.tidemark.collector.process.Switches;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ProcessSignalTest {
  private static final OptionalLong HIDDEN = OptionalLong.empty();

  private final TickingClock clock = new TickingClock(1_795_257_375_715L);
  private final Map<Long, ProcessFigures> processes = new HashMap<>();
  private final ProcessSignal signal =
      new ProcessSignal(
          () -> List.of(jvm("a", 1), jvm("b", 2), jvm("c", 3), jvm("d", 0)),
          pids -> new ProcessTable.Look(processes, List.of("descriptors_denied")),
          clock);

  @Test
  void reportsTheProcessesThatAreSeen() {
    processes.put(
        1L,
        new ProcessFigures(
            5,
            OptionalLong.of(1500),
            OptionalLong.of(3L << 30),
            OptionalLong.of(1000),
            OptionalLong.of(1024),
            12.5,
            3.25,
            OptionalDouble.of(60.5),
            Optional.of(new Switches(70, 30))));
    processes.put(2L, running(5, 20));
    assertEquals(
        """
        PROCESS_THREADS a node-7-1 [] 1500
        PROCESS_MEMORY a node-7-1 [] 3221225472
        PROCESS_DESCRIPTORS a node-7-1 [] 1000
        DESCRIPTOR_LIMIT a node-7-1 [] 1024
        CONTEXT_SWITCHES a node-7-1 [voluntary] 70
        CONTEXT_SWITCHES a node-7-1 [involuntary] 30
        PROCESS_CPU a node-7-1 [user] 12.5
        PROCESS_CPU a node-7-1 [system] 3.25
        PROCESS_UPTIME a node-7-1 [] 60.5
        PROCESS_THREADS b node-7-1 [] 20
        PROCESS_CPU b node-7-1 [user] 0
        PROCESS_CPU b node-7-1 [system] 0
        """,
        SampleText.of(sample()));
    assertEquals(List.of("descriptors_denied"), signal.unsupported());
  }

  @Test
  void knowsWhatIsUsualAfterTenSeconds() {
    processes.put(1L, running(5, 150));
    assertEquals(List.of(), baseline());
    watch(6, 150);
    watch(4, 1500);
    assertEquals(List.of("THREAD_BASELINE a node-7-1 [] 150"), baseline());
  }

  @Test
  void beginsAnewWithAnotherProcessOfTheSameId() {
    watch(10, 150);
    processes.put(1L, running(6, 40));
    assertEquals(List.of(), baseline());
  }

  @Test
  void keepsWhatIsUsualWhenAProcessCannotBeReadForAWhile() {
    watch(10, 150);
    processes.clear();
    assertEquals(List.of(), sample());
    processes.put(1L, running(5, 1500));
    assertEquals(List.of("THREAD_BASELINE a node-7-1 [] 150"), baseline());
  }

  private void watch(int samples, long threads) {
    processes.put(1L, running(5, threads));
    for (int i = 0; i < samples; i++) {
      sample();
      clock.advance(Duration.ofSeconds(10));
    }
  }

  private List<String> baseline() {
    return sample().stream()
        .filter(sample -> sample.metric() == Metric.THREAD_BASELINE)
        .map(SampleText::of)
        .toList();
  }

  private List<Sample> sample() {
    List<Sample> samples = new ArrayList<>();
    signal.sample(samples::add);
    return samples;
  }

  private static ProcessFigures running(long startId, long threads) {
    return new ProcessFigures(
        startId,
        OptionalLong.of(threads),
        HIDDEN,
        HIDDEN,
        HIDDEN,
        0,
        0,
        OptionalDouble.empty(),
        Optional.empty());
  }

  private static Jvm jvm(String service, long pid) {
    return new Jvm(
        new Source(service, "node-7-1", 0, Map.of(), false),
        pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}

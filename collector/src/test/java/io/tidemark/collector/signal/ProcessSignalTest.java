package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

final class ProcessSignalTest {
  @Test
  void reportsTheProcessesThatAreSeen() {
    List<Jvm> jvms = List.of(jvm("a", 1), jvm("b", 2), jvm("c", 3), jvm("d", 0));
    Map<Long, ProcessSignal.Figures> processes =
        Map.of(
            1L, new ProcessSignal.Figures(1500, 3L << 30, 1000),
            2L, new ProcessSignal.Figures(20, 1 << 20, -1));
    List<Sample> samples = new ArrayList<>();
    new ProcessSignal(() -> jvms, pid -> Optional.ofNullable(processes.get(pid)))
        .sample(samples::add);
    assertEquals(
        """
        PROCESS_THREADS a node-7-1 [] 1500
        PROCESS_MEMORY a node-7-1 [] 3221225472
        PROCESS_DESCRIPTORS a node-7-1 [] 1000
        PROCESS_THREADS b node-7-1 [] 20
        PROCESS_MEMORY b node-7-1 [] 1048576
        """,
        SampleText.of(samples));
  }

  @Test
  void asksTheRunningSystem() {
    LongFunction<Optional<ProcessSignal.Figures>> system =
        ProcessSignal.ofSystem(CollectorSettings.PROC);
    ProcessSignal.Figures own = system.apply(ProcessHandle.current().pid()).orElseThrow();
    assertTrue(own.threads() > 1 && own.residentBytes() > 1 << 20, own.toString());
    assertTrue(own.descriptors() > 1, own.toString());
    assertEquals(Optional.empty(), system.apply(Integer.MAX_VALUE));
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

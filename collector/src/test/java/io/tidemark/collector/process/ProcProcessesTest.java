package io.tidemark.collector.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.process.ProcessTable.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcProcessesTest {
  private static final long START_NS = 24_012_210_000_000L;

  @TempDir Path proc;
  private FixtureProcess process;
  private ProcProcesses processes;

  @BeforeEach
  void startProcess() throws IOException {
    Files.writeString(proc.resolve("uptime"), "30000.25 50000.00\n");
    process = FixtureProcess.start(proc, 7, "ja) va\n");
    processes = new ProcProcesses(proc);
  }

  @Test
  void looksAtAProcess() {
    assertEquals(new Look(Map.of(7L, figures(START_NS, Optional.empty())), List.of()), look(7));
    Switches both = new Switches(30, 3);
    assertEquals(new Look(Map.of(7L, figures(START_NS, Optional.of(both))), List.of()), look(7));
  }

  @Test
  void leavesOutWhatIsGone() throws IOException {
    FixtureProcess.start(proc, 8, "java").replace("stat", ") S ", ") Z ");
    assertEquals(Set.of(7L), look(7, 8, 9).processes().keySet());
    process.remove("stat");
    assertEquals(new Look(Map.of(), List.of()), look(7));
  }

  @Test
  void seesTheOthersWhenOneMakesNoSense() throws IOException {
    FixtureProcess.start(proc, 8, "java").write("stat", "nonsense");
    FixtureProcess.start(proc, 9, "java").write("status", "nonsense");
    Look look = look(7, 8, 9);
    assertEquals(Set.of(7L), look.processes().keySet());
    assertEquals(List.of("process_unreadable"), look.unsupported());
  }

  @Test
  void saysWhatIsHidden() throws IOException {
    process.write("limits", "");
    Files.move(proc.resolve("7/fd"), proc.resolve("7/hidden"));
    Files.delete(proc.resolve("uptime"));
    Look look = look(7);
    ProcessFigures seen =
        new ProcessFigures(
            START_NS,
            OptionalLong.of(39),
            OptionalLong.of(41_196L << 10),
            OptionalLong.empty(),
            OptionalLong.empty(),
            512.34,
            64.02,
            OptionalDouble.empty(),
            Optional.empty());
    assertEquals(
        new Look(
            Map.of(7L, seen),
            List.of("descriptor_limit_denied", "descriptors_denied", "uptime_missing")),
        look);
  }

  @Test
  void hasNoUptimeByAClockThatIsNotTheHosts() throws IOException {
    Files.writeString(proc.resolve("uptime"), "12.00 3.00\n");
    Look look = look(7);
    assertEquals(OptionalDouble.empty(), only(look).uptimeSeconds());
    assertEquals(List.of(), look.unsupported());
  }

  @Test
  void hasNoLimitWhereThereIsNone() throws IOException {
    process.write("limits", "Max open files            unlimited  unlimited  files\n");
    Look look = look(7);
    assertEquals(OptionalLong.empty(), only(look).descriptorLimit());
    assertEquals(List.of(), look.unsupported());
  }

  @Test
  void looksForAnotherLimitAtEachTenthLook() throws IOException {
    look(7);
    process.replace("limits", "20000", "4096");
    for (int looks = 1; looks < 10; looks++) {
      assertEquals(OptionalLong.of(20_000), only(look(7)).descriptorLimit());
    }
    assertEquals(OptionalLong.of(4_096), only(look(7)).descriptorLimit());
  }

  @Test
  void countsAnewForAnotherProcessOfTheSameId() throws IOException {
    look(7);
    process.replace("stat", " 2401221 ", " 2401222 ");
    process.thread(7, 1, 1);
    process.thread(8, 1, 1);
    assertEquals(figures(START_NS + 10_000_000, Optional.empty()), only(look(7)));
    assertEquals(Optional.of(new Switches(2, 2)), only(look(7)).switches());
  }

  @Test
  void countsNoSwitchesOfTooManyThreads() throws IOException {
    look(7);
    process.replace("status", "Threads:\t39", "Threads:\t8193");
    Look look = look(7);
    assertEquals(Optional.empty(), only(look).switches());
    assertEquals(List.of("context_switches_threads"), look.unsupported());
    process.replace("status", "Threads:\t8193", "Threads:\t8192");
    assertEquals(Optional.of(new Switches(30, 3)), only(look(7)).switches());
  }

  @Test
  void givesEachProcessItsTurn() throws IOException {
    for (int pid = 100; pid < 2_100; pid += 100) {
      FixtureProcess other = FixtureProcess.start(proc, pid, "java");
      for (int thread = pid + 2; thread < pid + 10; thread++) {
        other.thread(thread, 1, 0);
      }
    }
    long[] pids = new long[20];
    for (int i = 0; i < pids.length; i++) {
      pids[i] = 100 * (i + 1L);
    }
    for (int looks = 0; looks < 20; looks++) {
      look(pids); // 10 of 200 threads each
    }
    assertEquals(
        Set.of(Optional.of(new Switches(38, 3))),
        Set.copyOf(
            look(pids).processes().values().stream().map(ProcessFigures::switches).toList()));
  }

  private Look look(long... pids) {
    return processes.look(Set.copyOf(Arrays.stream(pids).boxed().toList()));
  }

  private static ProcessFigures only(Look look) {
    assertEquals(1, look.processes().size());
    return look.processes().values().iterator().next();
  }

  private static ProcessFigures figures(long startNs, Optional<Switches> switches) {
    return new ProcessFigures(
        startNs,
        OptionalLong.of(39),
        OptionalLong.of(41_196L << 10),
        OptionalLong.of(6),
        OptionalLong.of(20_000),
        512.34,
        64.02,
        OptionalDouble.of((30_000_250_000_000L - startNs) / 1e9),
        switches);
  }
}

package io.tidemark.collector.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real JVMs, by procfs and by OSHI, beside what {@code ps} and their own beans say. */
final class MeasuredJvmIT {
  private static final Path PROC = Path.of("/proc");
  private static final Path PS = Path.of("/usr/bin/ps");
  private static final int THREADS = 30;
  private static final Pattern SWITCHES = Pattern.compile("voluntary_ctxt_switches:\\s+(\\d+)");

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void isAsPsSays(int feature) throws IOException {
    require(Files.isExecutable(PS), "no ps: install procps");
    try (MeasuredJvm jvm = start(feature)) {
      double[] before = ps(jvm.pid());
      ProcessFigures figures = only(new ProcProcesses(PROC), jvm);
      double[] after = ps(jvm.pid());
      assertEquals(before[0], number(figures.threads()));
      assertEquals(before[1] * 1024, number(figures.residentBytes()), before[1] * 1024 * 0.05);
      assertBetween(before[2], figures.uptimeSeconds().getAsDouble(), after[2] + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void isAsItsBeansSay(int feature) throws IOException {
    try (MeasuredJvm jvm = start(feature)) {
      MeasuredJvm.Beans before = jvm.beans();
      ProcessFigures figures = only(new ProcProcesses(PROC), jvm);
      MeasuredJvm.Beans after = jvm.beans();
      assertEquals(before.descriptorLimit(), figures.descriptorLimit().getAsLong());
      assertEquals((double) before.descriptors(), number(figures.descriptors()), 1);
      double cpuSeconds = figures.userSeconds() + figures.systemSeconds();
      // Two numbers of whole hundredths
      assertBetween(before.cpuSeconds() - 0.02, cpuSeconds, after.cpuSeconds() + 0.001);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void hasThreadsThatRunNoJava(int feature) throws IOException {
    try (MeasuredJvm jvm = start(feature)) {
      double javaThreads = (double) jvm.beans().threads();
      double threads = number(only(new ProcProcesses(PROC), jvm).threads());
      assertBetween(THREADS + 1, javaThreads, THREADS + 20);
      assertBetween(javaThreads + 3, threads, javaThreads + 100);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void switchesAsItsThreadsDo(int feature) throws IOException {
    try (MeasuredJvm jvm = start(feature)) {
      ProcProcesses processes = new ProcProcesses(PROC);
      double before = switches(jvm.pid());
      Optional<Switches> counted = Optional.empty();
      for (int look = 0; look < 40 && counted.isEmpty(); look++) {
        counted = only(processes, jvm).switches(); // of 10 threads more each time
      }
      double after = switches(jvm.pid());
      Switches switches = counted.orElseThrow();
      assertBetween(before, (double) (switches.voluntary() + switches.involuntary()), after);
      assertTrue(switches.voluntary() > THREADS, switches.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void isTheSameByOshi(int feature) throws IOException {
    try (MeasuredJvm jvm = start(feature)) {
      ProcProcesses procfs = new ProcProcesses(PROC);
      ProcessFigures before = only(procfs, jvm);
      ProcessTable.Look look =
          new OshiProcesses().look(Set.of(jvm.pid(), 2_147_483_647L, 9_999_999_999L));
      ProcessFigures after = only(procfs, jvm);
      assertEquals(Set.of(jvm.pid()), look.processes().keySet());
      assertEquals(List.of("context_switches_missing"), look.unsupported());
      ProcessFigures oshi = only(look, jvm);
      assertEquals(before.threads(), oshi.threads());
      assertEquals(before.descriptorLimit(), oshi.descriptorLimit());
      assertEquals(before.descriptors(), oshi.descriptors());
      assertBetween(
          number(before.residentBytes()) * 0.97,
          number(oshi.residentBytes()),
          number(after.residentBytes()) * 1.03);
      assertBetween(before.userSeconds(), oshi.userSeconds(), after.userSeconds());
      assertBetween(before.systemSeconds(), oshi.systemSeconds(), after.systemSeconds());
      // OSHI knows the time of the boot to the second.
      assertBetween(
          before.uptimeSeconds().getAsDouble() - 2,
          oshi.uptimeSeconds().getAsDouble(),
          after.uptimeSeconds().getAsDouble() + 2);
    }
  }

  @Test
  void seesTheSameHostByOshi() {
    HostFigures byProcfs = new ProcHost(PROC).look();
    HostFigures byOshi = new OshiHost().look();
    assertEquals(byProcfs.processors(), byOshi.processors());
    assertEquals(byProcfs.memoryBytes(), byOshi.memoryBytes());
    double available = number(byProcfs.availableBytes());
    assertEquals(available, number(byOshi.availableBytes()), available * 0.1);
    assertTrue(byProcfs.runQueue().getAsDouble() >= 0 && byOshi.runQueue().getAsDouble() >= 0);
    assertEquals(List.of("psi_missing"), byOshi.unsupported());
    assertEquals(List.of(), byOshi.stalls());
  }

  @Test
  void hasTheSameNameWithoutProcfs() throws IOException {
    assertEquals(HostName.of(PROC), HostName.ofSystem());
    assertEquals(HostName.of(PROC), HostName.of(Path.of("/nonexistent")));
  }

  private static MeasuredJvm start(int feature) throws IOException {
    Path java = MeasuredJvm.java(feature);
    require(Files.isExecutable(java), java.toString());
    return MeasuredJvm.start(java, THREADS);
  }

  private static void require(boolean present, String otherwise) {
    if (!"1".equals(System.getenv("TIDEMARK_REQUIRE_ALL"))) {
      assumeTrue(present, otherwise);
    }
    assertTrue(present, otherwise);
  }

  private static ProcessFigures only(ProcessTable processes, MeasuredJvm jvm) {
    return only(processes.look(Set.of(jvm.pid())), jvm);
  }

  private static ProcessFigures only(ProcessTable.Look look, MeasuredJvm jvm) {
    return Objects.requireNonNull(look.processes().get(jvm.pid()), "not seen");
  }

  private static double number(OptionalLong number) {
    return (double) number.getAsLong();
  }

  private static void assertBetween(double least, double value, double most) {
    assertTrue(least <= value && value <= most, least + " <= " + value + " <= " + most);
  }

  /** Threads, resident memory in kibibytes, and seconds since the start. */
  private static double[] ps(long pid) throws IOException {
    Process ps =
        new ProcessBuilder(PS.toString(), "-o", "nlwp=,rss=,etimes=", "-p", Long.toString(pid))
            .start();
    String line = ps.inputReader().readLine();
    return Arrays.stream(String.valueOf(line).strip().split("\\s+", -1))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static double switches(long pid) throws IOException {
    double sum = 0;
    try (Stream<Path> threads = Files.list(PROC.resolve(pid + "/task"))) {
      for (Path thread : threads.toList()) {
        Matcher line = SWITCHES.matcher(Files.readString(thread.resolve("status")));
        while (line.find()) {
          sum += Double.parseDouble(line.group(1));
        }
      }
    }
    return sum;
  }
}

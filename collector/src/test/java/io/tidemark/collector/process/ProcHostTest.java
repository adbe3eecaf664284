package io.tidemark.collector.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.process.HostFigures.Stall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcHostTest {
  private static final List<String> FILES =
      List.of("stat", "loadavg", "meminfo", "pressure/cpu", "pressure/memory", "pressure/io");

  @TempDir Path proc;

  @BeforeEach
  void makeHost() throws IOException {
    Files.createDirectories(proc.resolve("pressure"));
    for (String file : FILES) {
      Files.writeString(proc.resolve(file), FixtureProcess.resource("/proc/" + file));
    }
  }

  @Test
  void looksAtAHost() {
    assertEquals(
        new HostFigures(
            List.of(
                new Stall("cpu", "some", 11_271.450_820),
                new Stall("memory", "some", 133.703_056),
                new Stall("memory", "full", 48.718_666),
                new Stall("io", "some", 1.5),
                new Stall("io", "full", 0.25)),
            OptionalDouble.of(3),
            OptionalLong.of(2),
            OptionalLong.of(24_684_084L << 10),
            OptionalLong.of(23_513_692L << 10),
            List.of()),
        new ProcHost(proc).look());
  }

  @Test
  void saysWhatIsNotThere() throws IOException {
    for (String file : FILES) {
      Files.delete(proc.resolve(file));
    }
    assertEquals(
        new HostFigures(
            List.of(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            List.of("cpu_count_missing", "memory_missing", "psi_missing", "run_queue_missing")),
        new ProcHost(proc).look());
  }

  @Test
  void showsThePressureThatThereIs() throws IOException {
    Files.delete(proc.resolve("pressure/cpu"));
    Files.writeString(proc.resolve("pressure/io"), "nonsense");
    HostFigures figures = new ProcHost(proc).look();
    assertEquals(
        List.of(new Stall("memory", "some", 133.703_056), new Stall("memory", "full", 48.718_666)),
        figures.stalls());
    assertEquals(List.of("psi_missing"), figures.unsupported());
  }

  @Test
  void countsProcessorsOnceAMinute() throws IOException {
    ProcHost host = new ProcHost(proc);
    host.look();
    Files.writeString(proc.resolve("stat"), "cpu  1 1\ncpu0 1 1\ncpu1 1 1\ncpu2 1 1\nctxt 5\n");
    for (int look = 1; look < 60; look++) {
      assertEquals(OptionalLong.of(2), host.look().processors());
    }
    assertEquals(OptionalLong.of(3), host.look().processors());
  }

  @Test
  void neverThrows() throws IOException {
    Random random = new Random(9464);
    for (int i = 0; i < 500; i++) {
      String file = FILES.get(random.nextInt(FILES.size()));
      byte[] bytes = FixtureProcess.resource("/proc/" + file).getBytes(StandardCharsets.ISO_8859_1);
      for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Files.write(proc.resolve(file), bytes);
      HostFigures figures = new ProcHost(proc).look();
      assertTrue(figures.stalls().size() <= 5 && figures.unsupported().size() <= 4);
    }
  }
}

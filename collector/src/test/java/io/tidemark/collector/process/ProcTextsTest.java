package io.tidemark.collector.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.process.HostFigures.Stall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parsers of procfs' texts. */
final class ProcTextsTest {
  @Test
  void readsAStatus() throws IOException {
    assertEquals(
        new ProcStatus(39, OptionalLong.of(41_196L << 10), new Switches(2, 1)),
        ProcStatus.parse(FixtureProcess.recorded("status")));
  }

  @Test
  void takesNoNameForAField() throws IOException {
    String text = FixtureProcess.recorded("status");
    String named = text.replace("Name:\tjava", "Name:\tx\\nThreads:\t9 VmRSS:\t9 kB");
    assertEquals(ProcStatus.parse(text), ProcStatus.parse(named));
  }

  @Test
  void knowsNoMemoryOfAProcessThatHasEnded() throws IOException {
    String text = FixtureProcess.recorded("status").replaceAll("(Vm|Rss)[A-Za-z]+:.*\n", "");
    assertEquals(
        new ProcStatus(39, OptionalLong.empty(), new Switches(2, 1)), ProcStatus.parse(text));
  }

  @Test
  void readsTheSoftLimit() throws IOException {
    String text = FixtureProcess.recorded("limits");
    assertEquals(OptionalLong.of(20_000), ProcLimits.openFiles(text));
    String unlimited = text.replaceAll("Max open files .*", "Max open files  unlimited unlimited");
    assertEquals(OptionalLong.empty(), ProcLimits.openFiles(unlimited));
    assertThrows(
        IOException.class, () -> ProcLimits.openFiles(text.replace("Max open", "Max shut")));
  }

  @Test
  void readsPressure() throws IOException {
    String text = FixtureProcess.resource("/proc/pressure/memory");
    assertEquals(
        List.of(new Stall("memory", "some", 133.703056), new Stall("memory", "full", 48.718666)),
        ProcPressure.parse("memory", text));
  }

  @Test
  void leavesOutWhatHasNoMeaningForAHost() throws IOException {
    String text = FixtureProcess.resource("/proc/pressure/cpu");
    List<Stall> expected = List.of(new Stall("cpu", "some", 11_271.450_820));
    assertEquals(expected, ProcPressure.parse("cpu", text));
    String olderKernel = text.substring(0, text.indexOf("full"));
    assertEquals(expected, ProcPressure.parse("cpu", olderKernel));
  }

  /** A parser under test. */
  private interface Parser {
    Object parse(String text) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/process/status", "/process/limits", "/proc/pressure/memory"})
  void failsWithAnIoExceptionAlone(String resource) throws IOException {
    Parser parser =
        switch (resource) {
          case "/process/status" -> ProcStatus::parse;
          case "/process/limits" -> ProcLimits::openFiles;
          default -> text -> ProcPressure.parse("memory", text);
        };
    Mutations mutations = new Mutations(FixtureProcess.resource(resource), new Random(4711));
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      String text = mutations.next();
      try {
        parser.parse(text);
      } catch (IOException e) {
        refused++;
        assertTrue(String.valueOf(e.getMessage()).length() < 200, e.getMessage());
      }
    }
    assertTrue(refused > 100 && refused < 20_000, "refused " + refused);
  }

  /** A text with bytes replaced, parts cut out or said twice, or numbers of any length. */
  private record Mutations(String original, Random random) {
    String next() {
      StringBuilder text = new StringBuilder(original);
      for (int changes = 1 + random.nextInt(4); changes > 0 && text.length() > 0; changes--) {
        int from = random.nextInt(text.length());
        int to = from + random.nextInt(Math.min(40, text.length() - from) + 1);
        switch (random.nextInt(5)) {
          case 0 -> text.setCharAt(from, (char) random.nextInt(256));
          case 1 -> text.delete(from, to);
          case 2 -> text.insert(to, text.substring(from, to));
          case 3 -> text.setLength(from);
          default -> text.insert(from, "9".repeat(random.nextInt(25)));
        }
      }
      return new String(
          text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }
  }
}

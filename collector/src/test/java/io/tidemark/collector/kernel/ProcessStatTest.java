package io.tidemark.collector.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessStatTest {
  private static final String TEXT =
      "101 (java) S 1 101 101 0 -1 4194560 5 0 0 0 51234 6402 0 0 20 0 33 0 2401221 8192 4\n";
  private static final ProcessStat STAT = new ProcessStat('S', 51_234, 6_402, 2_401_221);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java",
        "a) S 1 (b",
        "())",
        "",
        "two words",
        "\n1 (x) Z 0 0\n",
        "\u00e4\u0000\u00ff"
      })
  void findsTheFieldsBehindAnyName(String name) throws IOException {
    assertEquals(STAT, ProcessStat.parse(TEXT.replace("(java)", "(" + name + ")")));
  }

  @Test
  void knowsAProcessThatHasEnded() throws IOException {
    assertTrue(ProcessStat.parse(TEXT.replace(") S ", ") Z ")).ended());
    assertTrue(ProcessStat.parse(TEXT.replace(") S ", ") X ")).ended());
    assertFalse(ProcessStat.parse(TEXT).ended());
  }

  @ParameterizedTest
  @CsvSource({
    "' 51234 ', ' -1 ', stat has '-1'; expected a number of ticks",
    "' 51234 ', ' x ', stat has 'x'; expected a number of ticks",
    "' 2401221 ', ' 9223372036854775808 ', stat has '9223372036854775808'; expected a number of"
        + " ticks",
    "' 2401221 ', ' 922337203685477580 ', stat has '922337203685477580'; expected a number of ticks",
    "') S ', ') Sl ', stat has a state of 2 letters after the name",
    "' 33 0 2401221 8192 4', '', stat has 17 fields after the name",
  })
  void refusesNonsense(String was, String is, String message) {
    String text = TEXT.replace(was, is);
    IOException refused = assertThrows(IOException.class, () -> ProcessStat.parse(text));
    assertEquals(message.replace(';', ','), refused.getMessage());
  }

  @Test
  void failsWithAnIoExceptionAlone() {
    Random random = new Random(7);
    byte[] bytes = TEXT.getBytes(StandardCharsets.ISO_8859_1);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = bytes.clone();
      for (int changes = random.nextInt(6); changes >= 0; changes--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(mutated.length + 1);
      try {
        ProcessStat stat =
            ProcessStat.parse(new String(mutated, 0, length, StandardCharsets.ISO_8859_1));
        assertTrue(stat.startTicks() >= 0 && stat.userTicks() >= 0 && stat.systemTicks() >= 0);
      } catch (IOException e) {
        refused++;
        assertTrue(String.valueOf(e.getMessage()).length() < 200, e.getMessage());
      }
    }
    assertTrue(refused > 100 && refused < 20_000, "refused " + refused);
  }
}

package io.tidemark.collector.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UptimeTest {
  private static final String TEXT = "350735.47 234388.90\n";

  @Test
  void readsSeconds() {
    assertEquals(OptionalDouble.of(350_735.47), Uptime.seconds(TEXT));
    assertEquals(OptionalDouble.of(0), Uptime.seconds("0.00 0.00\n"));
    assertEquals(OptionalDouble.of(7), Uptime.seconds("7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", " 1.0", "1..2 3", "-1.0 2", "NaN", "1e9 2", "0x1p3", "99999999999.9 1"})
  void knowsWhatIsNone(String text) {
    assertEquals(OptionalDouble.empty(), Uptime.seconds(text));
  }

  @Test
  void survivesWhateverIsInIt() {
    Random random = new Random(11);
    byte[] bytes = TEXT.getBytes(StandardCharsets.ISO_8859_1);
    byte[] likely = {'.', ' ', '-', '9', 'e', '\n', 0};
    int told = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = bytes.clone();
      for (int changes = random.nextInt(5); changes >= 0; changes--) {
        int at = random.nextInt(mutated.length);
        mutated[at] =
            random.nextBoolean() ? likely[random.nextInt(likely.length)] : (byte) random.nextInt();
      }
      int length = random.nextInt(mutated.length + 1);
      OptionalDouble seconds =
          Uptime.seconds(new String(mutated, 0, length, StandardCharsets.ISO_8859_1));
      told += seconds.isPresent() ? 1 : 0;
      assertTrue(seconds.orElse(0) >= 0 && seconds.orElse(0) < Long.MAX_VALUE / 1e9);
    }
    assertTrue(told > 100 && told < 20_000, "told " + told);
  }
}

package io.tidemark.collector.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ProcessLifeTest {
  private static final String STAT =
      "101 (a) b (c) S 1 101 101 0 -1 4194560 5 0 0 0 1 2 0 0 20 0 33 0 777 8192 4 18446744073709551615\n";

  @Test
  void readsBehindTheName() {
    assertEquals(Optional.of(new ProcessLife('S', "777")), ProcessLife.parse(STAT));
    assertEquals(
        true, ProcessLife.parse(STAT.replace(") S", ") Z")).map(ProcessLife::isOver).orElse(false));
  }

  @Test
  void survivesWhateverIsInIt() {
    Random random = new Random(7);
    byte[] bytes = STAT.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = bytes.clone();
      for (int changes = random.nextInt(6); changes >= 0; changes--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(mutated.length + 1);
      String text = new String(mutated, 0, length, StandardCharsets.ISO_8859_1);
      ProcessLife.parse(text).ifPresent(life -> assertTrue(text.contains(life.startTicks())));
    }
  }
}

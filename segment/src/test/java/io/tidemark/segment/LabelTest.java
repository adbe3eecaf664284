package io.tidemark.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelTest {
  @Test
  void keepsAnOrdinaryName() {
    assertEquals("new-indexer", Label.clean("new-indexer", 116));
    assertEquals("spiffe://td/ns/x/sa/y", Label.clean("spiffe://td/ns/x/sa/y", 116));
    assertEquals("größe-漢字-🐟", Label.clean("größe-漢字-🐟", 116));
  }

  @Test
  void turnsWhatCannotBePrintedIntoUnderscores() {
    assertEquals("a_b", Label.clean(" a \t\r\n b ", 116));
    assertEquals("a_b", Label.clean("a\u0000\u001b\u007f\u009fb", 116));
    assertEquals("a_b", Label.clean("a\u202e\u2028\u00a0b", 116), "direction marks and separators");
    assertEquals("a_b", Label.clean("a\ud800b", 116), "half a surrogate pair");
  }

  @Test
  void namesTheNameless() {
    assertEquals(Label.UNKNOWN, Label.clean("", 116));
    assertEquals(Label.UNKNOWN, Label.clean(" \n\t", 116));
  }

  @Test
  void cutsBetweenCharacters() {
    assertEquals("ab", Label.clean("abc", 2));
    assertEquals("a", Label.clean("aé", 2));
    assertEquals("aé", Label.clean("aéb", 3));
    assertEquals("a", Label.clean("a b", 2), "no gap at the end");
  }

  @Test
  void looksOnlyAtTheBeginningOfAHugeName() {
    assertEquals(Label.UNKNOWN, Label.clean(" ".repeat(1_000_000) + "a", 116));
  }

  @Test
  void cleanNamesAreBoundedAndStayAsTheyAre() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder raw = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        raw.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
      }
      String clean = Label.clean(raw.toString(), 20);
      assertTrue(clean.getBytes(StandardCharsets.UTF_8).length <= 20, clean);
      assertEquals(clean, Label.clean(clean, 20));
      assertEquals(
          clean, new String(Label.utf8(clean), StandardCharsets.UTF_8), "survives being stored");
    }
  }
}

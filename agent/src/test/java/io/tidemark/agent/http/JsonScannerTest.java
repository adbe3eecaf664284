package io.tidemark.agent.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonScannerTest {
  private static final long SEED = 42;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|0",
        "[1]|1",
        "[1, 2,3]|3",
        "  [ \"a,b\" , \"]\", \"\\\"[\", {\"x\":[1,2,3]}, [[],[4,5]] ]  |5",
        "[null,true,-1e9]|3",
        "\ufeff[1,2]|2",
        "[1,2]tail, more|2",
        "[1,2|2",
        "[1,,2,]|2",
        "[[[[|1",
        "{\"a\":[1,2]}|-1",
        "7|-1",
        "\"[1,2]\"|-1",
        "<a>[1,2]</a>|-1",
        "|-1",
        "]]]]|-1",
      })
  void countsTheElementsOfTheWholeBody(String json, long items) {
    assertEquals(items, items("", json == null ? "" : json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"batch\":{\"uris\":[1,2,3]}}|3",
        "{\"uris\":[1,2,3,4],\"batch\":{\"other\":[1,2],\"uris\":[{\"uris\":[7,8]},2]}}|2",
        "{\"batch\":{\"x\":{\"uris\":[1]},\"uris\":[]}}|0",
        "{\"batch\" : [1], \"batch\":{\"uris\":[5]}}|1",
        "{\"x\":\"batch\",\"y\":{\"uris\":[1]}}|-1",
        "{\"batch\":{\"uris\":{\"a\":1}}}|-1",
        "{\"batch\":{\"uri\":[1],\"uriss\":[1]}}|-1",
        "{\"batch\":null,\"uris\":[1]}|-1",
        "{\"a\":{\"b\":1},\"batch\":{\"uris\":[\"]\",\"}\"]}}|2",
        "{\"b\\u0061tch\":{\"uris\":[1]}}|-1",
        "[{\"batch\":{\"uris\":[1,2]}}]|1",
      })
  void countsTheElementsOfAConfiguredField(String json, long items) {
    assertEquals(items, items("batch.uris", json));
  }

  @Test
  void countsWhatHasCome() {
    JsonScanner scanner = new JsonScanner("");
    StringBuilder counts = new StringBuilder();
    for (byte b : "[1,2,\"3\"]".getBytes(StandardCharsets.UTF_8)) {
      scanner.accept(b & 0xff);
      counts.append(scanner.items());
    }
    assertEquals("011223333", counts.toString());
  }

  @Test
  void countsTheSameInWhateverPortions() {
    Random random = new Random(SEED);
    for (int run = 0; run < 300; run++) {
      byte[] bytes = like(random, "[]{},:\"\\ batchuris.1\u00ef\u00bb\u00bf");
      String path = run % 2 == 0 ? "" : "batch.uris";
      JsonScanner whole = new JsonScanner(path);
      whole.scan(bytes, 0, bytes.length);
      JsonScanner portions = new JsonScanner(path);
      long before = BodyScanner.UNKNOWN;
      for (int at = 0; at < bytes.length; ) {
        int length = 1 + random.nextInt(7);
        portions.scan(ByteBuffer.wrap(bytes), at, length);
        assertTrue(portions.items() >= before, "items fall");
        before = portions.items();
        at += length;
      }
      assertEquals(whole.items(), portions.items());
      assertTrue(whole.items() <= bytes.length);
    }
  }

  private static byte[] like(Random random, String alphabet) {
    byte[] bytes = new byte[random.nextInt(400)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
    }
    return bytes;
  }

  private static long items(String path, String json) {
    JsonScanner scanner = new JsonScanner(path);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    scanner.scan(bytes, 0, bytes.length);
    scanner.end();
    return scanner.items();
  }
}

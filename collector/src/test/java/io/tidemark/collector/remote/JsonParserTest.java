package io.tidemark.collector.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonParserTest {
  private static final String TEXT =
      "{\"a\":[1,-2.5,1.0E30,true,false,null,{}],\"b\":\"x\\\"\\\\ \\u0001\\u003c\u00e9\",\"c\":{\"d\":[]}}";

  @Test
  void readsWhatItWrites() throws IOException {
    JsonValue value = JsonValue.parse(TEXT);
    assertEquals(TEXT, value.toString());
    assertEquals(value, JsonValue.parse(value.toString()));
    assertEquals("x\"\\ \u0001<\u00e9", value.get("b").text());
    assertEquals(-2.5, value.get("a").elements().get(1).orZero());
  }

  @Test
  void whatIsNotThereIsEmpty() throws IOException {
    JsonValue nothing = JsonValue.parse("{\"a\":1}").get("b").get("c");
    assertEquals(
        "false  [] {} OptionalDouble.empty false",
        nothing.isPresent()
            + " "
            + nothing.text()
            + " "
            + nothing.elements()
            + " "
            + nothing.fields()
            + " "
            + nothing.number()
            + " "
            + nothing.isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "tru",
        "1 2",
        "--1",
        "NaN",
        "1e999",
        "\"\n\"",
        "[1}"
      })
  void refusesWhatIsNoJson(String text) {
    assertThrows(IOException.class, () -> JsonValue.parse(text));
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    assertThrows(IOException.class, () -> JsonValue.parse("[".repeat(100_000)));
  }

  /** Whatever a broken collector sends: a value, or an IOException that says where. */
  @Test
  void survivesMutations() {
    Random random = new Random(6);
    int understood = 0;
    for (int run = 0; run < 20_000; run++) {
      StringBuilder text = new StringBuilder(TEXT);
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, (char) random.nextInt(128));
          default -> text.setCharAt(at, TEXT.charAt(random.nextInt(TEXT.length())));
        }
      }
      try {
        JsonValue value = JsonValue.parse(text.toString());
        assertEquals(value, reparsed(value));
        understood++;
      } catch (IOException e) {
        assertEquals(true, String.valueOf(e.getMessage()).startsWith("not JSON: expected "));
      }
    }
    assertEquals(true, understood > 1_000 && understood < 19_000, "understood " + understood);
  }

  private static JsonValue reparsed(JsonValue value) throws IOException {
    return JsonValue.parse(value.toString());
  }
}

package io.tidemark.agent.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormScannerTest {
  @ParameterizedTest
  @CsvSource({
    "uris=a&uris=b&limit=5&uris=c, 3",
    "uris=a, -1",
    "a=1&b=2, -1",
    "'', -1",
    "&&==&=&, -1",
    "a&a&a, 3",
    "a=1&b=1&b=2&a=3&b, 3",
    "uris%5B%5D=1&uris[]=2, 2",
    "a+b=1&a%20b=2, 2",
    "a%=1&a%2=1&a%zz=1, 2",
    "a=x%26a=1&a=y, 2",
  })
  void countsTheValuesOfTheMostRepeated(String form, long items) {
    assertEquals(items, items("", form));
  }

  @ParameterizedTest
  @CsvSource({
    "x=1&x=2&x=3&uris=a, 1",
    "x=1&x=2&uris=a&uris=b&uris=c, 3",
    "x=1&x=2, 2",
    "%75ris=a&uris=b, 2",
  })
  void countsTheValuesOfTheConfiguredOne(String form, long items) {
    assertEquals(items, items("uris", form));
  }

  @Test
  void followsOnlySoManyNames() {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < 10 * FormScanner.NAMES; i++) {
      form.append("name").append(i).append("=1&");
    }
    assertEquals(2, items("", form + "name0=1"));
    assertEquals(-1, items("", form + "late=1&late=2"));
    assertEquals(2, items("late", form + "late=1&late=2"));
  }

  @Test
  void takesAnything() {
    Random random = new Random(7);
    for (int run = 0; run < 300; run++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      FormScanner scanner = new FormScanner("");
      scanner.scan(bytes, 0, bytes.length);
      scanner.end();
      assertTrue(scanner.items() <= bytes.length);
    }
  }

  private static long items(String parameter, String form) {
    FormScanner scanner = new FormScanner(parameter);
    scanner.scan(form);
    scanner.end();
    return scanner.items();
  }
}

package io.tidemark.collector.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser that judges the exporters must itself refuse what is wrong. */
final class ExpositionTest {
  private static final String GOOD =
      """
      # TYPE h_seconds histogram
      # UNIT h_seconds seconds
      # HELP h_seconds Times.
      h_seconds_bucket{le="1.0"} 1.0
      h_seconds_bucket{le="+Inf"} 2.0
      h_seconds_count 2.0
      h_seconds_sum 3.5
      # TYPE c counter
      # HELP c Count.
      c_total{a="x\\"\\n"} 1.0
      # EOF
      """;

  @Test
  void readsWhatIsRight() {
    assertEquals(
        Map.of(
            "h_seconds_bucket[le=1.0]", 1.0,
            "h_seconds_bucket[le=+Inf]", 2.0,
            "h_seconds_count[]", 2.0,
            "h_seconds_sum[]", 3.5,
            "c_total[a=x\"\n]", 1.0),
        Exposition.openMetrics(GOOD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# EOF\n -> ",
        "# EOF\n -> # EOF\n\n",
        "# UNIT h_seconds seconds\n -> ",
        "# UNIT h_seconds seconds -> # UNIT h_seconds bytes",
        "# HELP c Count.\n -> ",
        "# TYPE c counter -> # TYPE c thing",
        "# TYPE c counter -> # TYPE h_seconds counter",
        "h_seconds_bucket{le=\"+Inf\"} 2.0\n -> ",
        "h_seconds_bucket{le=\"+Inf\"} 2.0 -> h_seconds_bucket{le=\"+Inf\"} 0.0",
        "h_seconds_bucket{le=\"1.0\"} 1.0 -> h_seconds_bucket{le=\"+Inf\"} 1.0",
        "h_seconds_count 2.0 -> h_seconds_count 3.0",
        "h_seconds_sum 3.5\n -> ",
        "c_total -> c",
        "c_total -> d_total",
        "x\\\"\\n\"} -> x\\q\"}",
        "x\\\"\\n\"} -> x\"\"}",
        "x\\\"\\n\"} -> x\",}",
        "x\\\"\\n\"} -> x\",a=\"y\"}",
        "} 1.0\n# EOF -> } one\n# EOF",
        "} 1.0\n# EOF -> }1.0\n# EOF",
        "} 1.0\n# EOF -> } -1.0\n# EOF",
        "} 1.0\n# EOF -> } 1.0\nc_total{a=\"x\\\"\\n\"} 1.0\n# EOF"
      })
  void refusesWhatIsWrong(String change) {
    String[] parts = change.split(" -> ", -1);
    String bad = GOOD.replace(parts[0], parts[1]);
    assertThrows(
        RuntimeException.class, () -> Exposition.openMetrics(bad), () -> "accepted " + bad);
  }
}

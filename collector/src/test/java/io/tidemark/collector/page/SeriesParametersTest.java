package io.tidemark.collector.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidemark.collector.store.SeriesQuery;
import io.tidemark.segment.Metric;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeriesParametersTest {
  private static final long NOW_MS = 1_800_000_000_000L;

  @Test
  void theUsualIsTheLastHalfHour() {
    assertEquals(
        new SeriesQuery(Metric.REQUESTS, Map.of(), NOW_MS - 1_800_000, NOW_MS, 3000),
        SeriesParameters.parse("metric=tidemark.rpc.server.requests", NOW_MS));
  }

  @Test
  void takesTimesAndLabels() {
    assertEquals(
        new SeriesQuery(
            Metric.REQUESTS,
            Map.of("client.name", "a b&c", "service.name", "s"),
            NOW_MS - 7_200_000,
            1_799_999_000_000L,
            60_000),
        SeriesParameters.parse(
            "metric=tidemark_rpc_server_requests_total&from=-2h&to=1799999000000&step=1m"
                + "&client.name=a+b%26c&service.name=s",
            NOW_MS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "step=1s | metric=null, expected one by its name",
        "metric=x | metric=x, expected one by its name",
        "metric=tidemark.tcp.opens&from=x"
            + " | from=x, expected milliseconds since 1970 or a time ago such as -30m",
        "metric=tidemark.tcp.opens&step=1" + " | step=1, expected a time such as 10s, 5m, 2h or 3d",
        "metric=tidemark.tcp.opens&service.name=x | no parameter or label 'service.name'; there"
            + " are metric, from, to, step, and [tidemark.net.namespace, tidemark.tcp.direction]",
        "metric=tidemark.tcp.opens&metric=y | expected name=value, each once, found metric=y",
        "metric=tidemark.tcp.opens&from=-31d&step=1s"
            + " | more than 11000 points; ask for a shorter time or a longer step",
        "metric=tidemark.tcp.opens&from=5&to=5&step=1s | from=5 to=5 step=1000,"
            + " expected 0 <= from < to and a step of at least a second",
      })
  void saysWhatIsWrong(String typed, String message) {
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> SeriesParameters.parse(typed, NOW_MS));
    assertEquals(message, wrong.getMessage());
  }

  /** Whatever is typed is a query or an IllegalArgumentException. */
  @Test
  void mutationsAreRefusedOrUnderstood() {
    String good =
        "metric=tidemark.tcp.opens&from=-2h&to=1799999000000&step=1m&tidemark.net.namespace=h";
    Random random = new Random(3);
    int refused = 0;
    for (int run = 0; run < 20_000; run++) {
      StringBuilder typed = new StringBuilder(good);
      for (int i = random.nextInt(4); i >= 0; i--) {
        typed.setCharAt(random.nextInt(typed.length()), (char) (32 + random.nextInt(95)));
      }
      try {
        SeriesQuery query = SeriesParameters.parse(typed.toString(), NOW_MS);
        assertEquals(Metric.TCP_OPENS, query.metric());
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertEquals(true, refused > 1000 && refused < 20_000);
  }
}

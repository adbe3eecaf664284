package io.tidemark.collector.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.sample.Snapshot;
import java.io.IOException;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PrometheusTextTest {
  private static final String OPEN_METRICS = "application/openmetrics-text";

  @Test
  void rendersEverySampleAsPrometheusText() throws IOException {
    String text = render(Samples.snapshot(), null);
    assertEquals(Resources.read("scrape.txt"), text);
    assertEquals(65, Exposition.prometheus(text).size());
  }

  @Test
  void rendersEverySampleAsOpenMetrics() throws IOException {
    String text = render(Samples.snapshot(), OPEN_METRICS);
    assertEquals(Resources.read("scrape.openmetrics.txt"), text);
    assertEquals(
        Exposition.prometheus(render(Samples.snapshot(), null)), Exposition.openMetrics(text));
  }

  @Test
  void escapesWhatAClientCallsItself() throws IOException {
    assertEquals(
        1.0,
        Exposition.openMetrics(render(Samples.snapshot(), OPEN_METRICS))
            .get(
                "tidemark_rpc_server_requests_total[service_name=dataplane,"
                    + " service_instance_id=dataplane-0, client_name="
                    + Samples.HOSTILE
                    + ", rpc_method=x, rpc_system_name=grpc]"));
  }

  @Test
  void hasNothingToSayBeforeTheFirstSample() throws IOException {
    assertEquals("", render(Snapshot.NONE, null));
    assertEquals("# EOF\n", render(Snapshot.NONE, OPEN_METRICS));
  }

  @Test
  void answersInTheFormatThatIsAskedFor() {
    assertEquals(
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
        PrometheusText.contentType(
            "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3"));
    assertEquals(
        "text/plain; version=0.0.4; charset=utf-8", PrometheusText.contentType("text/html, */*"));
    assertEquals("text/plain; version=0.0.4; charset=utf-8", PrometheusText.contentType(null));
  }

  private static String render(Snapshot snapshot, @Nullable String accept) throws IOException {
    StringWriter text = new StringWriter();
    new PrometheusText(() -> snapshot).write(text, PrometheusText.contentType(accept));
    return text.toString();
  }
}

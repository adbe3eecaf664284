package io.tidemark.collector.page;

import io.tidemark.collector.export.PrometheusText;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.who.DeathJson;
import io.tidemark.collector.who.Deaths;
import io.tidemark.collector.who.ReportJson;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every path that the collector answers, and with what. */
public final class Routes {
  private static final String JSON = "application/json; charset=utf-8";

  private final Map<String, Endpoint> endpoints;

  /**
   * @param latest gives the last snapshot, at once
   * @param ring tells who did most
   * @param deaths tells which JVMs ended
   * @param staleAfter how old the last snapshot may be for the collector to be called healthy
   */
  public Routes(
      Supplier<Snapshot> latest, LedgerRing ring, Deaths deaths, Clock clock, Duration staleAfter) {
    PrometheusText metrics = new PrometheusText(latest);
    WhoPage page = WhoPage.load();
    this.endpoints =
        Map.of(
            "/", request -> page.answer(ring.report(), deaths.newestFirst(), clock.millis()),
            "/metrics", request -> metrics(metrics, request.getFirst("Accept")),
            "/api/v1/who",
                request -> json(ReportJson.of(ring.report(), deaths.newestFirst(), clock.millis())),
            "/api/v1/deaths", request -> json(DeathJson.of(deaths.newestFirst(), clock.millis())),
            "/-/healthy", request -> health(latest.get(), clock, staleAfter));
  }

  /** What answers at a path; whoever asks elsewhere is told where there is something. */
  Endpoint at(String path) {
    return endpoints.getOrDefault(
        path,
        request ->
            Answer.text(
                404,
                "not found; there are / and /metrics, /api/v1/who, /api/v1/deaths, /-/healthy"));
  }

  private static Answer json(String text) {
    return Answer.ok(JSON, out -> out.write(text));
  }

  private static Answer metrics(PrometheusText metrics, @Nullable String accept) {
    String contentType = PrometheusText.contentType(accept);
    return Answer.ok(contentType, out -> metrics.write(out, contentType));
  }

  private static Answer health(Snapshot latest, Clock clock, Duration staleAfter) {
    long ageMs = clock.millis() - latest.epochMs();
    return ageMs <= staleAfter.toMillis()
        ? Answer.text(200, "healthy")
        : Answer.text(503, "the last sample is older than " + staleAfter.toSeconds() + " s");
  }
}

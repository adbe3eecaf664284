package io.tidemark.collector.page;

import com.sun.net.httpserver.HttpExchange;
import io.tidemark.collector.export.PrometheusText;
import io.tidemark.collector.export.Readers;
import io.tidemark.collector.export.Utf8Writer;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.store.SampleStore;
import io.tidemark.collector.verdict.Verdict;
import io.tidemark.collector.verdict.VerdictJson;
import io.tidemark.collector.who.DeathJson;
import io.tidemark.collector.who.Deaths;
import io.tidemark.collector.who.ReportJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Every path that the collector answers, and with what. */
public final class Routes {
  private static final int MAX_AGENT_CHARS = 200;
  static final String JSON = "application/json; charset=utf-8";

  private static final String OPEN_METRICS = "application/openmetrics-text";

  // The quick compiler takes a method after 200 calls, which a few hundred lines make.
  private static final int WARM_UPS = 5;
  private static final long WARM_UP_NS = 500_000_000;

  private final Readers readers;
  private final Map<String, Endpoint> endpoints;
  private final LiveFeed live;

  /**
   * @param readers has the last snapshot, for whoever asks
   * @param ring tells who did most
   * @param deaths tells which JVMs ended
   * @param verdict what the engine said last
   * @param timeline has the figures of the last minutes
   * @param store has what was measured before, unless it is off
   * @param staleAfter how old the last snapshot may be for the collector to be called healthy
   */
  public Routes(
      Readers readers,
      LedgerRing ring,
      Deaths deaths,
      Supplier<Verdict> verdict,
      Timeline timeline,
      Optional<SampleStore> store,
      Clock clock,
      Supplier<Duration> staleAfter) {
    this.readers = readers;
    WhoPage page = WhoPage.load();
    HistoryEndpoint history = new HistoryEndpoint(timeline, store, clock);
    this.live =
        new LiveFeed(
            timeline,
            () ->
                PageJson.of(
                    readers.latest(),
                    verdict.get(),
                    ring.report(),
                    deaths.newestFirst(),
                    timeline.newest(),
                    clock.millis()),
            LiveFeed.STREAM);
    Map<String, Endpoint> all = new HashMap<>(Assets.endpoints());
    all.putAll(
        Map.of(
            "/",
            request ->
                page.answer(
                    new WhoPage.Content(
                        ring.report(),
                        verdict.get(),
                        past(history, request, clock.millis()),
                        deaths.newestFirst(),
                        BlindSpots.lines(readers.latest()),
                        clock.millis())),
            "/api/v1/page",
            request -> Answer.ok(JSON, out -> out.write(live.message())),
            "/api/v1/history",
            history,
            "/metrics",
            request -> metrics(readers, request),
            "/api/v1/who",
            request -> json(ReportJson.of(ring.report(), deaths.newestFirst(), clock.millis())),
            "/api/v1/verdict",
            request -> json(VerdictJson.of(verdict.get())),
            "/api/v1/deaths",
            request -> json(DeathJson.of(deaths.newestFirst(), clock.millis())),
            "/api/v1/series",
            new SeriesEndpoint(store, clock),
            "/-/healthy",
            request -> health(readers.latest(), clock, staleAfter.get())));
    // To HEAD; whoever gets it is given to the feed.
    all.put(LiveFeed.PATH, request -> Answer.ok(LiveFeed.CONTENT_TYPE, out -> {}));
    this.endpoints = Map.copyOf(all);
  }

  /** What held at the moment that a link to the page names; empty where it names none. */
  private static Optional<Past> past(HistoryEndpoint history, HttpExchange request, long nowMs) {
    String typed = request.getRequestURI().getRawQuery();
    try {
      return HistoryEndpoint.moment(SeriesParameters.split(typed == null ? "" : typed), nowMs)
          .map(history::past);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // the page is the right answer to any parameters
    }
  }

  /** Messages to whoever listens. */
  LiveFeed live() {
    return live;
  }

  /**
   * Renders the last snapshot for nobody, so that the first scrape finds its classes loaded and its
   * code compiled. Nobody's maxima are taken.
   */
  public void warmUp() {
    PrometheusText text = new PrometheusText(readers::latest);
    long endNs = System.nanoTime() + WARM_UP_NS;
    for (int i = 0; i < WARM_UPS && System.nanoTime() - endNs < 0; i++) {
      for (String accepted : List.of("", OPEN_METRICS)) {
        try (Writer out = new Utf8Writer(new QuickGzip(OutputStream.nullOutputStream()))) {
          text.write(out, PrometheusText.contentType(accepted));
        } catch (IOException e) {
          throw new UncheckedIOException(e); // written to nowhere
        }
      }
    }
  }

  /** Where there is something, the page's scripts and styles left out. */
  Set<String> paths() {
    Set<String> paths = new TreeSet<>(endpoints.keySet());
    paths.removeIf(path -> path.startsWith("/assets/"));
    return paths;
  }

  /** What answers at a path; whoever asks elsewhere is told where there is something. */
  Endpoint at(String path) {
    return endpoints.getOrDefault(
        path, request -> Answer.text(404, "not found; there are " + String.join(", ", paths())));
  }

  private static Answer json(String text) {
    return Answer.ok(JSON, out -> out.write(text));
  }

  // The reader's maxima are taken when the body is written: not for HEAD.
  private static Answer metrics(Readers readers, HttpExchange request) {
    PrometheusText text = new PrometheusText(() -> readers.read(reader(request)));
    String contentType = PrometheusText.contentType(request.getRequestHeaders().getFirst("Accept"));
    return Answer.ok(contentType, out -> text.write(out, contentType));
  }

  /** Two Prometheis behind one address that call themselves the same are one reader. */
  private static String reader(HttpExchange request) {
    String agent = request.getRequestHeaders().getFirst("User-Agent");
    String shown = agent == null ? "" : agent;
    return request.getRemoteAddress().getAddress().getHostAddress()
        + ' '
        + shown.substring(0, Math.min(shown.length(), MAX_AGENT_CHARS));
  }

  private static Answer health(Snapshot latest, Clock clock, Duration staleAfter) {
    long ageMs = clock.millis() - latest.epochMs();
    return ageMs <= staleAfter.toMillis()
        ? Answer.text(200, "healthy")
        : Answer.text(503, "the last sample is older than " + staleAfter.toSeconds() + " s");
  }
}

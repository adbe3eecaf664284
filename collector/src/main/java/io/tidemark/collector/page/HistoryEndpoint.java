package io.tidemark.collector.page;

import static io.tidemark.collector.who.ReportJson.number;
import static io.tidemark.collector.who.ReportJson.string;

import com.sun.net.httpserver.HttpExchange;
import io.tidemark.collector.store.SampleStore;
import io.tidemark.collector.who.ReportJson;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;

/**
 * {@code /api/v1/history}: the chain's figures and the heaviest clients over time, and what held at
 * a moment. The last ten minutes are in memory; before them the store is asked, by one request at a
 * time.
 */
final class HistoryEndpoint implements Endpoint {
  private static final long MIN_RANGE_MS = 60_000;
  private static final long MAX_RANGE_MS = 7L * 86_400_000;
  private static final String USUAL_RANGE = "5m";
  private static final int POINTS = 300;

  private final Timeline timeline;
  private final Optional<SampleStore> store;
  private final Clock clock;
  private final Semaphore reading = new Semaphore(1);

  HistoryEndpoint(Timeline timeline, Optional<SampleStore> store, Clock clock) {
    this.timeline = timeline;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Answer answer(HttpExchange request) {
    long nowMs = clock.millis();
    try {
      String typed = request.getRequestURI().getRawQuery();
      Map<String, String> parameters = SeriesParameters.split(typed == null ? "" : typed);
      if (!Set.of("range", "at").containsAll(parameters.keySet())) {
        throw new IllegalArgumentException("no such parameter; there are range and at");
      }
      long rangeMs = SeriesParameters.time("range", parameters.getOrDefault("range", USUAL_RANGE));
      if (rangeMs < MIN_RANGE_MS || rangeMs > MAX_RANGE_MS) {
        throw new IllegalArgumentException("range is a time from 1m to 7d");
      }
      Optional<Long> at = moment(parameters, nowMs);
      long toMs = at.map(ms -> Math.min(nowMs, ms + rangeMs / 4)).orElse(nowMs);
      return locked(Math.max(0, toMs - rangeMs), toMs, at, nowMs);
    } catch (IllegalArgumentException e) {
      return Answer.text(400, String.valueOf(e.getMessage()));
    }
  }

  /** The moment that is asked for, not later than now; empty for now. */
  static Optional<Long> moment(Map<String, String> parameters, long nowMs) {
    return parameters.containsKey("at")
        ? Optional.of(
            Math.min(nowMs, SeriesParameters.moment("at", parameters.get("at"), nowMs, nowMs)))
        : Optional.empty();
  }

  private Answer locked(long fromMs, long toMs, Optional<Long> at, long nowMs) {
    if (!reading.tryAcquire()) {
      return Answer.text(503, "somebody else reads the store; ask again in a second");
    }
    try {
      String json = json(fromMs, toMs, at, nowMs);
      return Answer.ok(Routes.JSON, out -> out.write(json));
    } catch (IOException e) {
      return Answer.text(503, "the store cannot be read: " + e.getMessage());
    } finally {
      reading.release();
    }
  }

  private String json(long fromMs, long toMs, Optional<Long> at, long nowMs) throws IOException {
    long stepMs = Math.max(1, ((toMs - fromMs) / POINTS + 999) / 1000) * 1000;
    Chart chart = new Chart(stepMs);
    Set<String> missing = new TreeSet<>();
    long rememberedMs = Math.min(toMs, Math.max(fromMs, timeline.firstMs()));
    if (store.isPresent() && rememberedMs - fromMs >= stepMs) {
      missing = new StoredChart(store.get(), chart, fromMs, rememberedMs, stepMs).draw();
    }
    timeline.between(rememberedMs, toMs + 1).forEach(chart::put);
    String past =
        at.isPresent() && store.isPresent()
            ? past(new PastReader(store.get(), at.get()).read(), nowMs)
            : "null";
    StringJoiner left = new StringJoiner(",", "[", "]");
    missing.forEach(name -> left.add(string(name)));
    return "{\"now\":%d,\"from\":%d,\"to\":%d,\"at\":%s,\"step_seconds\":%s,\"stored\":%s,"
            .formatted(
                nowMs,
                fromMs,
                toMs,
                at.map(String::valueOf).orElse("null"),
                number(stepMs / 1000.0),
                store.isPresent())
        + chart.json()
        + ",\"missing\":"
        + left
        + ",\"past\":"
        + past
        + "}";
  }

  private static String past(Past past, long nowMs) {
    StringJoiner findings = new StringJoiner(",", "[", "]");
    past.findings().forEach(line -> findings.add(string(line)));
    return "{\"sentence\":"
        + string(past.sentence())
        + ",\"findings\":"
        + findings
        + ",\"who\":"
        + ReportJson.of(PageJson.shortened(past.report()), List.of(), nowMs)
        + "}";
  }

  /** What held at a moment, for the page itself; where that is not known, why. */
  Past past(long atMs) {
    if (store.isEmpty()) {
      return Past.unknown(atMs, "the store is off");
    }
    if (!reading.tryAcquire()) {
      return Past.unknown(atMs, "somebody else reads the store; ask again in a second");
    }
    try {
      return new PastReader(store.get(), atMs).read();
    } catch (IOException e) {
      return Past.unknown(atMs, "the store cannot be read");
    } finally {
      reading.release();
    }
  }
}

package io.tidemark.lab.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.tidemark.lab.metrics.Exposition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks on during a run: which alerts fire in Prometheus, whether or not Alertmanager tells
 * anybody, and what the collector exposes. Thread-safe.
 */
final class Witness implements AutoCloseable {
  private static final int EXPOSITION_SECONDS = 5;

  private final Monitoring monitoring;
  private final int collectorPort;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final Set<JsonObject> known = new HashSet<>();
  private final List<Webhook.Page> firing = new ArrayList<>();
  private Exposition exposition = new Exposition(Map.of());

  Witness(Monitoring monitoring, int collectorPort) {
    this.monitoring = monitoring;
    this.collectorPort = collectorPort;
    var unused = clock.scheduleWithFixedDelay(this::alerts, 1, 1, TimeUnit.SECONDS);
    var unusedToo =
        clock.scheduleWithFixedDelay(
            this::expose, EXPOSITION_SECONDS, EXPOSITION_SECONDS, TimeUnit.SECONDS);
  }

  /** What fired, each time that its labels or its text became another, in order. */
  synchronized List<Webhook.Page> firing() {
    return List.copyOf(firing);
  }

  /** When an alert fired first. */
  Optional<Instant> first(String alert) {
    return firing().stream()
        .filter(page -> page.alert().equals(alert))
        .map(Webhook.Page::arrived)
        .findFirst();
  }

  /** All that the collector exposed at any time. */
  synchronized Exposition exposition() {
    return exposition;
  }

  private void alerts() {
    try {
      for (JsonElement element : monitoring.alerts()) {
        JsonObject alert = element.getAsJsonObject();
        alert.remove("value"); // which changes all the time
        if (alert.get("state").getAsString().equals("firing")) {
          see(alert);
        }
      }
    } catch (IOException e) {
      // It asks again a second later; a test that is told too little fails.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void see(JsonObject alert) {
    if (known.add(alert)) {
      firing.add(
          new Webhook.Page(
              Instant.now(), Webhook.texts(alert, "labels"), Webhook.texts(alert, "annotations")));
    }
  }

  private void expose() {
    URI metrics = URI.create("http://127.0.0.1:" + collectorPort + "/metrics");
    try {
      String text =
          http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
      add(Exposition.parse(text));
    } catch (IOException e) {
      // The collector starts later and ends earlier.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void add(Exposition more) {
    exposition = exposition.with(more);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}

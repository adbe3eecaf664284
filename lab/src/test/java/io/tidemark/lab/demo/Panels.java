package io.tidemark.lab.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.tidemark.lab.dashboards.Dashboard;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** Asks Prometheus what the dashboards ask, with every variable at "All". */
final class Panels {
  private static final String RATE_INTERVAL = "20s"; // Grafana's: four scrapes
  private final Monitoring monitoring;
  private final Instant from;
  private final Instant to;

  Panels(Monitoring monitoring, Instant from, Instant to) {
    this.monitoring = monitoring;
    this.from = from;
    this.to = to;
  }

  /**
   * The queries without any value in the whole time: {@code dashboard: title: legend or column}.
   */
  Set<String> empty() throws IOException, InterruptedException {
    Set<String> empty = new TreeSet<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (Dashboard.Query query : dashboard.queries()) {
        if (!hasValue(monitoring.series(filled(query.expr()), from, to))) {
          empty.add(dashboard.name() + ": " + query.name());
        }
      }
    }
    return empty;
  }

  private static boolean hasValue(JsonArray series) {
    for (JsonElement one : series) {
      JsonObject points = one.getAsJsonObject();
      if (points.has("histograms")) {
        return true; // native ones, as a heatmap draws them
      }
      for (JsonElement point : points.getAsJsonArray("values")) {
        if (!point.getAsJsonArray().get(1).getAsString().equals("NaN")) {
          return true;
        }
      }
    }
    return false;
  }

  private static String filled(String query) {
    return query
        .replace("$__rate_interval", RATE_INTERVAL)
        .replace("$__range", "2m")
        .replaceAll("=~\"\\$(?:job|instance)\"", "=~\".+\"")
        .replaceAll("=~\"\\$(?:service|client|handler)\"", "=~\".*\"");
  }
}

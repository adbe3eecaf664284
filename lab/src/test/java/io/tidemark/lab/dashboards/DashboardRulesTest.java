package io.tidemark.lab.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What Grafana's dashboard-linter asks of a dashboard, with nothing excluded; and thresholds as the
 * alerts have them. The linter itself needs a newer Go than Debian's.
 */
class DashboardRulesTest {
  private static final String DATA_SOURCE = "${datasource}";
  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\([a-z_]*\\{.*\\}, [a-z_]+\\)");
  private static final Pattern SELECTOR =
      Pattern.compile("\\b((?:tidemark|jvm|process|rpc|system)_[a-z0-9_]+)\\b(\\{[^}]*\\})?");
  private static final Pattern BY = Pattern.compile("\\b(?:by|on|ignoring|without) \\([^)]*\\)");
  private static final Pattern LABEL_MATCHERS = Pattern.compile("(?<=\\{)[^}]*(?=\\})");
  private static final Pattern RATE =
      Pattern.compile("\\bi?rate\\([^\\[]*\\[(?!\\$__rate_interval\\])");
  private static final Pattern BARE_COUNTER =
      Pattern.compile("(?<!rate\\()(?<!increase\\()\\b[a-z_]+_total\\{");

  /** What colours a panel without being an alert's threshold: something is there at all. */
  private static final Set<Double> PRESENCE = Set.of(0.0001, 0.01, 0.5, 1.0);

  @Test
  void everyDashboardCanBeImportedAnywhereAndChangedNowhere() {
    for (Dashboard dashboard : Dashboard.all()) {
      String name = dashboard.name();
      assertEquals("tidemark-" + name, Dashboard.text(dashboard.json(), "uid"));
      assertEquals("false", Dashboard.text(dashboard.json(), "editable"), name);
      assertEquals("prometheus", Dashboard.text(dashboard.variable("datasource"), "query"), name);
      assertEquals("Data source", Dashboard.text(dashboard.variable("datasource"), "label"), name);
    }
  }

  @Test
  void everyDashboardIsChosenFromByTheSameVariables() {
    for (Dashboard dashboard : Dashboard.all()) {
      for (String name : List.of("job", "instance", "service", "client", "handler")) {
        JsonObject variable = dashboard.variable(name);
        String where = dashboard.name() + " $" + name;
        String allValue = name.equals("job") || name.equals("instance") ? ".+" : ".*";
        assertEquals(allValue, Dashboard.text(variable, "allValue"), where);
        assertEquals("true", Dashboard.text(variable, "multi"), where);
        assertEquals("2", Dashboard.text(variable, "refresh"), where);
        assertEquals(DATA_SOURCE, uid(variable), where);
        String query = Dashboard.text(variable.getAsJsonObject("query"), "query");
        assertEquals(1, LABEL_VALUES.matcher(query).results().count(), where + ": " + query);
      }
    }
  }

  @Test
  void everyPanelSaysWhatItShows() {
    List<String> wrong = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (JsonObject panel : dashboard.panels()) {
        boolean whole =
            Stream.of("title", "description").noneMatch(key -> Dashboard.text(panel, key).isBlank())
                && DATA_SOURCE.equals(uid(panel))
                && !Dashboard.queries(panel).isEmpty()
                && !Dashboard.text(defaults(panel), "unit").isEmpty();
        if (!whole) {
          wrong.add(dashboard.name() + ": " + Dashboard.text(panel, "title"));
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyQueryHoldsToTheChosenJobAndInstance() {
    List<String> wrong = new ArrayList<>();
    forEachQuery(
        (where, query) -> {
          for (MatchResult selector : selectors(query)) {
            String matchers = selector.group(2) == null ? "" : selector.group(2);
            if (!matchers.contains("job=~\"$job\", instance=~\"$instance\"")) {
              wrong.add(where + ": " + selector.group());
            }
          }
        });
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyRateLooksBackAsFarAsGrafanaSaysAndEveryCounterIsInOne() {
    List<String> wrong = new ArrayList<>();
    forEachQuery(
        (where, query) -> {
          if (RATE.matcher(query).find() || BARE_COUNTER.matcher(query).find()) {
            wrong.add(where + ": " + query);
          }
        });
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyThresholdIsOneOfTheAlerts() throws IOException {
    Set<Double> known = new TreeSet<>(PRESENCE);
    known.addAll(
        Pattern.compile("expr: vector\\(([0-9.]+)\\)")
            .matcher(Files.readString(Path.of("..", "alerts", "thresholds.yml")))
            .results()
            .map(match -> Double.parseDouble(match.group(1)))
            .collect(Collectors.toSet()));
    List<String> wrong = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (JsonObject panel : dashboard.panels()) {
        for (double step : steps(panel.getAsJsonObject("fieldConfig"))) {
          if (!known.contains(step)) {
            wrong.add(dashboard.name() + ": " + Dashboard.text(panel, "title") + ": " + step);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<MatchResult> selectors(String query) {
    // Names of labels look like names of metrics.
    String metrics = BY.matcher(query.replaceAll("\"[a-z_]+\"", "")).replaceAll("");
    String unlabelled =
        LABEL_MATCHERS
            .matcher(metrics)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        match
                            .group()
                            .replaceAll("(?:tidemark|jvm|process|rpc|system)_[a-z_]+", "")));
    return SELECTOR.matcher(unlabelled).results().toList();
  }

  private interface QueryCheck {
    void check(String where, String query);
  }

  private static void forEachQuery(QueryCheck check) {
    for (Dashboard dashboard : Dashboard.all()) {
      for (JsonObject panel : dashboard.panels()) {
        String where = dashboard.name() + ": " + Dashboard.text(panel, "title");
        Dashboard.queries(panel).forEach(query -> check.check(where, query));
      }
    }
  }

  /** The values of all threshold steps within, also those of overrides. */
  private static List<Double> steps(JsonElement element) {
    List<Double> values = new ArrayList<>();
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(child -> values.addAll(steps(child)));
    } else if (element.isJsonObject()) {
      JsonObject object = element.getAsJsonObject();
      if (object.has("color") && object.has("value") && object.get("value").isJsonPrimitive()) {
        values.add(object.get("value").getAsDouble());
      }
      object.entrySet().forEach(entry -> values.addAll(steps(entry.getValue())));
    }
    return values;
  }

  private static JsonObject defaults(JsonObject panel) {
    return panel.getAsJsonObject("fieldConfig").getAsJsonObject("defaults");
  }

  private static String uid(JsonObject object) {
    JsonObject source = object.getAsJsonObject("datasource");
    return source == null ? "" : Dashboard.text(source, "uid");
  }
}

package io.tidemark.lab.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What Grafana's dashboard-linter asks of a dashboard, with nothing excluded; ways from one to the
 * next; and thresholds as the alerts have them.
 */
class DashboardRulesTest {
  private static final String DATA_SOURCE = "${datasource}";
  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\([a-z_]*\\{.*\\}, [a-z_]+\\)");
  private static final Pattern METRIC = Pattern.compile("ALERTS|tidemark_[a-z_]+");
  private static final List<String> MARKS =
      List.of("ALERTS", "tidemark_jvm_last_death_time_seconds", "tidemark_process_oom_kills_total");
  private static final String ONE_CLIENT =
      "/d/tidemark-clients?${__url_time_range}&${datasource:queryparam}&${job:queryparam}"
          + "&${instance:queryparam}&${service:queryparam}&var-client=${__";

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
  void everyRuleOfTheLinterHolds() {
    assumeTrue(PromQl.canBeParsed(), "promtool is not installed");
    Map<String, List<String>> broken = new TreeMap<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (LinterRule rule : LinterRule.values()) {
        broken.put(dashboard.name() + " " + rule, rule.brokenBy(dashboard));
      }
    }
    broken.values().removeIf(List::isEmpty);
    assertEquals(Map.of(), broken);
  }

  @Test
  void everyPanelSaysWhatItMeansThatItIsEmpty() {
    List<String> silent = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (JsonObject panel : dashboard.panels()) {
        JsonObject defaults = panel.getAsJsonObject("fieldConfig").getAsJsonObject("defaults");
        if (Dashboard.text(defaults, "noValue").isEmpty()) {
          silent.add(dashboard.name() + ": " + Dashboard.text(panel, "title"));
        }
      }
    }
    assertEquals(List.of(), silent);
  }

  @Test
  void everyLinkKeepsWhatIsChosenAndTheTime() {
    for (Dashboard dashboard : Dashboard.all()) {
      List<JsonObject> links = Dashboard.objects(dashboard.json(), "links");
      assertEquals(1, links.size(), dashboard.name());
      assertEquals("dashboards", Dashboard.text(links.get(0), "type"), dashboard.name());
      assertEquals("[\"tidemark\"]", links.get(0).get("tags").toString(), dashboard.name());
      assertEquals("true", Dashboard.text(links.get(0), "includeVars"), dashboard.name());
      assertEquals("true", Dashboard.text(links.get(0), "keepTime"), dashboard.name());
    }
  }

  @Test
  void whereverAClientStandsAClickLeadsToItAlone() {
    List<String> dead = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (JsonObject panel : dashboard.panels()) {
        String text = panel.toString();
        boolean named =
            text.contains("{{client_name}}")
                || text.contains("\"client_name\":\"")
                || text.contains("{{who}}");
        if (named && !text.contains(ONE_CLIENT)) {
          dead.add(dashboard.name() + ": " + Dashboard.text(panel, "title"));
        }
      }
    }
    assertEquals(List.of(), dead);
  }

  @Test
  void everyDashboardMarksAlertsAndEndsAndKills() {
    for (Dashboard dashboard : Dashboard.all()) {
      List<String> marks = new ArrayList<>();
      JsonObject annotations = dashboard.json().getAsJsonObject("annotations");
      for (JsonObject mark : Dashboard.objects(annotations, "list")) {
        String query = Dashboard.text(mark.getAsJsonObject("target"), "expr");
        // The data source reads the one, older ones read the other.
        assertEquals(query, Dashboard.text(mark, "expr"), dashboard.name());
        assertEquals("${datasource}", Dashboard.text(mark.getAsJsonObject("datasource"), "uid"));
        assertEquals("true", Dashboard.text(mark, "enable"), dashboard.name());
        marks.add(METRIC.matcher(query).results().findFirst().orElseThrow().group());
      }
      assertEquals(MARKS, marks, dashboard.name());
    }
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

  private static String uid(JsonObject object) {
    JsonObject source = object.getAsJsonObject("datasource");
    return source == null ? "" : Dashboard.text(source, "uid");
  }
}

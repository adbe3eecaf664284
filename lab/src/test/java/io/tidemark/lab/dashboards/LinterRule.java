package io.tidemark.lab.dashboards;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of Grafana's {@code dashboard-linter}, all 17, each at least as strict as there: theirs
 * pass over tables and heatmaps. The linter itself needs a newer Go than Debian's.
 */
enum LinterRule {
  TEMPLATE_DATASOURCE(
      dashboard -> {
        JsonObject variable = dashboard.variable("datasource");
        return wrong(
            Stream.of(variable),
            it ->
                text(it, "type").equals("datasource")
                    && text(it, "query").equals("prometheus")
                    && text(it, "label").equals("Data source"));
      }),
  TEMPLATE_JOB(dashboard -> choosable(dashboard, "job", "Job")),
  TEMPLATE_INSTANCE(dashboard -> choosable(dashboard, "instance", "Instance")),
  TEMPLATE_LABEL_PROMQL(
      dashboard -> {
        List<String> queries = dashboard.variables().map(LinterRule::query).toList();
        String faults =
            PromQl.faults(
                queries.stream()
                    .map(query -> query.replaceFirst("^label_values\\((.*), \\w+\\)$", "$1"))
                    .toList());
        return faults.isEmpty() ? List.of() : List.of(faults);
      }),
  TEMPLATE_ON_TIME_CHANGE_RELOAD(
      dashboard -> wrong(dashboard.variables(), it -> text(it, "refresh").equals("2"))),
  PANEL_DATASOURCE(dashboard -> wrongPanels(dashboard, LinterRule::asksTheChosenSource)),
  PANEL_TITLE_DESCRIPTION(
      dashboard ->
          wrongPanels(
              dashboard, it -> !text(it, "title").isBlank() && !text(it, "description").isBlank())),
  PANEL_UNITS(dashboard -> wrongPanels(dashboard, LinterRule::hasUnit)),
  PANEL_NO_TARGETS(dashboard -> wrongPanels(dashboard, it -> !Dashboard.queries(it).isEmpty())),
  /** LogQL is Loki's: no query goes there. */
  TARGET_LOGQL(dashboard -> wrongTargets(dashboard, it -> !it.has("datasource"))),
  TARGET_LOGQL_AUTO(dashboard -> wrongQueries(dashboard, it -> !it.contains("$__auto"))),
  TARGET_PROMQL(
      dashboard -> {
        String faults = PromQl.faults(queries(dashboard).toList());
        return faults.isEmpty() ? List.of() : List.of(faults);
      }),
  TARGET_RATE_INTERVAL(dashboard -> wrongQueries(dashboard, LinterRule::ratesAreOfTheInterval)),
  TARGET_JOB(
      dashboard ->
          queries(dashboard).flatMap(it -> PromQl.selectorsWithout("job", it).stream()).toList()),
  TARGET_INSTANCE(
      dashboard ->
          queries(dashboard)
              .flatMap(it -> PromQl.selectorsWithout("instance", it).stream())
              .toList()),
  TARGET_COUNTER_AGG(dashboard -> wrongQueries(dashboard, LinterRule::countersAreInRates)),
  UNEDITABLE(
      dashboard -> wrong(Stream.of(dashboard.json()), it -> text(it, "editable").equals("false")));

  private static final Pattern OTHER_RATE =
      Pattern.compile("\\bi?rate\\([^\\[]*\\[(?!\\$__rate_interval\\])");
  private static final Pattern BARE_COUNTER =
      Pattern.compile("(?<!rate\\()(?<!increase\\()\\b[a-z_]+_total\\b");

  /** Of those that the linter knows, the ones in use here. */
  private static final Set<String> UNITS =
      Set.of("none", "short", "percentunit", "s", "bytes", "Bps", "reqps", "ops", "cps");

  @SuppressWarnings("ImmutableEnumChecker") // the functions above hold nothing
  private final Function<Dashboard, List<String>> wrong;

  LinterRule(Function<Dashboard, List<String>> wrong) {
    this.wrong = wrong;
  }

  /** What of a dashboard breaks this rule; empty when nothing does. */
  List<String> brokenBy(Dashboard dashboard) {
    return wrong.apply(dashboard);
  }

  private static List<String> choosable(Dashboard dashboard, String name, String label) {
    return wrong(
        Stream.of(dashboard.variable(name)),
        it ->
            asksTheChosenSource(it)
                && text(it, "type").equals("query")
                && text(it, "label").equals(label)
                && text(it, "multi").equals("true")
                && text(it, "allValue").equals(".+"));
  }

  private static boolean asksTheChosenSource(JsonObject object) {
    JsonObject source = object.getAsJsonObject("datasource");
    return source != null && text(source, "uid").equals("${datasource}");
  }

  private static boolean hasUnit(JsonObject panel) {
    JsonObject defaults = panel.getAsJsonObject("fieldConfig").getAsJsonObject("defaults");
    return UNITS.contains(text(defaults, "unit"));
  }

  private static boolean ratesAreOfTheInterval(String query) {
    return !OTHER_RATE.matcher(query).find();
  }

  private static boolean countersAreInRates(String query) {
    return !BARE_COUNTER.matcher(query).find();
  }

  private static String query(JsonObject variable) {
    JsonObject query = variable.getAsJsonObject("query");
    return query == null ? "" : text(query, "query");
  }

  private static Stream<String> queries(Dashboard dashboard) {
    return dashboard.panels().stream().flatMap(panel -> Dashboard.queries(panel).stream());
  }

  private static List<String> wrongPanels(Dashboard dashboard, Predicate<JsonObject> right) {
    return wrong(dashboard.panels().stream(), right);
  }

  private static List<String> wrongTargets(Dashboard dashboard, Predicate<JsonObject> right) {
    return wrong(
        dashboard.panels().stream().flatMap(it -> Dashboard.objects(it, "targets").stream()),
        right);
  }

  private static List<String> wrongQueries(Dashboard dashboard, Predicate<String> right) {
    return queries(dashboard).filter(right.negate()).toList();
  }

  private static List<String> wrong(Stream<JsonObject> objects, Predicate<JsonObject> right) {
    return objects.filter(right.negate()).map(JsonObject::toString).toList();
  }

  private static String text(JsonObject object, String key) {
    return Dashboard.text(object, key);
  }
}

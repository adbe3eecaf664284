package io.tidemark.lab.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each rule is broken once, in a dashboard that keeps all of them otherwise. */
class LinterRuleTest {
  private static final String CHOSEN = "job=~\"$job\", instance=~\"$instance\"";
  private static final Map<LinterRule, Consumer<Dashboard>> WAYS_TO_BREAK =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(
                  LinterRule.TEMPLATE_DATASOURCE,
                  it -> it.variable("datasource").addProperty("label", "Source")),
              Map.entry(
                  LinterRule.TEMPLATE_JOB, it -> it.variable("job").addProperty("allValue", ".*")),
              Map.entry(
                  LinterRule.TEMPLATE_INSTANCE,
                  it -> it.variable("instance").addProperty("multi", false)),
              Map.entry(
                  LinterRule.TEMPLATE_LABEL_PROMQL,
                  it ->
                      it.variable("client")
                          .getAsJsonObject("query")
                          .addProperty("query", "label_values(sum(up, client_name)")),
              Map.entry(
                  LinterRule.TEMPLATE_ON_TIME_CHANGE_RELOAD,
                  it -> it.variable("handler").addProperty("refresh", 1)),
              Map.entry(
                  LinterRule.PANEL_DATASOURCE,
                  it -> panel(it).getAsJsonObject("datasource").addProperty("uid", "mine")),
              Map.entry(
                  LinterRule.PANEL_TITLE_DESCRIPTION,
                  it -> panel(it).addProperty("description", "")),
              Map.entry(
                  LinterRule.PANEL_UNITS,
                  it ->
                      panel(it)
                          .getAsJsonObject("fieldConfig")
                          .getAsJsonObject("defaults")
                          .addProperty("unit", "dials")),
              Map.entry(
                  LinterRule.PANEL_NO_TARGETS, it -> panel(it).add("targets", new JsonArray())),
              Map.entry(
                  LinterRule.TARGET_LOGQL, it -> target(it).add("datasource", source("loki"))),
              Map.entry(
                  LinterRule.TARGET_LOGQL_AUTO,
                  it -> ask(it, "sum(rate({job=~\"$job\"}[$__auto]))")),
              Map.entry(LinterRule.TARGET_PROMQL, it -> ask(it, "sum(rate(up[1m])")),
              Map.entry(
                  LinterRule.TARGET_RATE_INTERVAL,
                  it -> ask(it, "rate(tidemark_rpc_dials_total{" + CHOSEN + "}[5m])")),
              Map.entry(
                  LinterRule.TARGET_JOB,
                  it -> ask(it, "process_thread_count{instance=~\"$instance\"}")),
              Map.entry(
                  LinterRule.TARGET_INSTANCE, it -> ask(it, "process_thread_count{job=~\"$job\"}")),
              Map.entry(
                  LinterRule.TARGET_COUNTER_AGG,
                  it -> ask(it, "sum(tidemark_rpc_dials_total{" + CHOSEN + "})")),
              Map.entry(LinterRule.UNEDITABLE, it -> it.json().addProperty("editable", true))));

  @Test
  void everyRuleIsBrokenByItsOwnFault() {
    assumeTrue(PromQl.canBeParsed(), "promtool is not installed");
    Set<LinterRule> caught = EnumSet.noneOf(LinterRule.class);
    WAYS_TO_BREAK.forEach(
        (rule, fault) -> {
          Dashboard sound = Dashboard.all().get(0);
          Dashboard broken = new Dashboard(sound.name(), sound.json().deepCopy());
          fault.accept(broken);
          if (rule.brokenBy(sound).isEmpty() && !rule.brokenBy(broken).isEmpty()) {
            caught.add(rule);
          }
        });
    assertEquals(EnumSet.allOf(LinterRule.class), caught);
  }

  private static JsonObject panel(Dashboard dashboard) {
    return dashboard.panels().get(0);
  }

  private static JsonObject target(Dashboard dashboard) {
    return Dashboard.objects(panel(dashboard), "targets").get(0);
  }

  private static void ask(Dashboard dashboard, String query) {
    target(dashboard).addProperty("expr", query);
  }

  private static JsonObject source(String type) {
    JsonObject source = new JsonObject();
    source.addProperty("type", type);
    return source;
  }
}

package io.tidemark.lab.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.lab.dashboards.Dashboard;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever dashboards, alerts, their tests and the texts name is in the catalogue, with that type
 * and those labels. That the catalogue is what a collector exposes is shown by the lab's outage.
 */
class UsedMetricsTest {
  private static final Path HOME = Path.of("..");
  private static final List<String> TEXTS =
      List.of(
          "README.md",
          "alerts/README.md",
          "alerts/RUNBOOK.md",
          "collector/README.md",
          "dashboards/README.md");

  /** Reasons why something is unsupported. */
  private static final Set<String> REASONS = Set.of("process_denied", "process_unreadable");

  private static final String PREFIX = "(?:tidemark|jvm|process|rpc_server|system)_[a-z0-9_]+";
  private static final Pattern NAME = Pattern.compile("(?<![\\w:./-])(" + PREFIX + ")(?![\\w:/-])");
  private static final Pattern TEMPLATE = Pattern.compile("\\$labels\\.(\\w+)");
  private static final Pattern QUERIED = Pattern.compile("\\b([a-z_]+:[\\w:]+)\\{([^}]*)\\}");
  private static final Pattern SERIES = Pattern.compile("- series: ([\\w:]+)\\{(.*)\\}");
  private static final Pattern MATCHED = Pattern.compile("(\\w+)=");

  private final List<Rule> rules;
  private final Vocabulary vocabulary;

  UsedMetricsTest() throws IOException {
    rules = Rule.all();
    vocabulary = new Vocabulary(rules);
  }

  @Test
  void everyQueryOfADashboardFits() {
    List<String> wrong = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (Dashboard.Query query : dashboard.queries()) {
        vocabulary
            .wrong(query.expr())
            .forEach(what -> wrong.add(dashboard.name() + ": " + query.name() + ": " + what));
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyRuleFits() {
    List<String> wrong = new ArrayList<>();
    for (Rule rule : rules) {
      vocabulary.wrong(rule.expr()).forEach(what -> wrong.add(rule.name() + ": " + what));
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyTextOfAnAlertReadsLabelsThatItHas() {
    List<String> wrong = new ArrayList<>();
    for (Rule rule : rules) {
      Set<String> labels = vocabulary.of(PromQl.of(rule.expr()));
      for (MatchResult read : TEMPLATE.matcher(rule.text()).results().toList()) {
        if (!labels.contains(read.group(1))) {
          wrong.add(rule.name() + " has no label " + read.group(1));
        }
      }
      String text = rule.text().substring(Math.max(0, rule.text().indexOf("annotations:")));
      Stream<MatchResult> queried =
          rule.alert() ? QUERIED.matcher(text).results() : Stream.<MatchResult>empty();
      queried.forEach(series -> wrong.addAll(unfit(rule.name(), series.group(1), series.group(2))));
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everySeriesOfARuleTestIsLikeARealOne() throws IOException {
    List<String> wrong = new ArrayList<>();
    try (Stream<Path> files = Files.list(HOME.resolve("alerts/tests"))) {
      for (Path file : files.sorted().toList()) {
        SERIES
            .matcher(Files.readString(file))
            .results()
            .forEach(
                series ->
                    wrong.addAll(
                        unfit(
                            String.valueOf(file.getFileName()),
                            series.group(1),
                            // By OTLP the collector is a service as well.
                            series.group(2).replaceAll("service_name=\"[^\"]*\"", ""))));
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyNameInATextIsAMetricOrALabel() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String text : TEXTS) {
      for (String line : Files.readAllLines(HOME.resolve(text))) {
        for (String name : names(line)) {
          if (!known(name, line.contains("grep"))) {
            wrong.add(text + ": " + name);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void noMetricIsUnusedAndUndocumented() throws IOException {
    StringBuilder used = new StringBuilder();
    Dashboard.all().forEach(each -> each.queries().forEach(query -> used.append(query.expr())));
    rules.forEach(rule -> used.append(rule.text()));
    String readme = Files.readString(HOME.resolve("README.md"));
    Set<String> unknown = new TreeSet<>();
    for (Metric metric : Metric.values()) {
      String name = metric.prometheusName();
      if (!used.toString().contains(name) && !readme.contains("| `" + name + "` |")) {
        unknown.add(name);
      }
    }
    assertEquals(Set.of(), unknown);
  }

  private List<String> unfit(String where, String name, String matchers) {
    Optional<Set<String>> labels = vocabulary.labels(name);
    if (labels.isEmpty()) {
      return List.of(where + ": no such metric: " + name);
    }
    List<String> wrong = new ArrayList<>();
    Matcher matched = MATCHED.matcher(matchers.replaceAll("\"[^\"]*\"", ""));
    while (matched.find()) {
      if (!labels.get().contains(matched.group(1))) {
        wrong.add(where + ": " + name + " has no label " + matched.group(1));
      }
    }
    return wrong;
  }

  private static List<String> names(String line) {
    return NAME.matcher(line).results().map(match -> match.group(1)).toList();
  }

  private boolean known(String name, boolean searched) {
    return REASONS.contains(name)
        || vocabulary.exported(name).isPresent()
        || Stream.of(Metric.values())
            .anyMatch(
                metric ->
                    metric.labels().stream().map(Metric::toPrometheus).anyMatch(name::equals)
                        || (searched && metric.prometheusName().startsWith(name)));
  }
}

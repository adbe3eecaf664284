package io.tidemark.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Dashboards and alerts name only what the catalogue has, and each alert is explained and tested.
 * They are read as text: whether the rules parse and fire is promtool's to say.
 */
class CatalogueUseTest {
  private static final Path PROJECT = Path.of("..");

  /** A colon on either side makes it part of a recording rule's name. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?<![\\w:])((?:tidemark|jvm|process|rpc_server|system)_[a-z0-9_]+)(?![\\w:])");

  private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
  private static final Pattern RUNBOOK_URL = Pattern.compile("(?m)^ +runbook_url: (\\S+)$");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (\\w+)$");

  /** Headings to which no alert leads, but the collector's verdict, as its own tests show. */
  private static final Set<String> FINDINGS =
      Set.of("RequestLatency", "RequestErrors", "MemoryNearLimit");

  private static final Pattern TESTED = Pattern.compile("alertname: (\\w+)");

  @Test
  void dashboardsNameOnlyMetricsAndLabelsOfTheCatalogue() {
    assertEquals(Set.of(), unknownNames(read("dashboards", "*.json")));
  }

  @Test
  void alertsNameOnlyMetricsAndLabelsOfTheCatalogue() {
    assertEquals(Set.of(), unknownNames(read("alerts", "*.yml") + read("alerts/tests", "*.yml")));
  }

  @Test
  void everyAlertHasItsHeadingInTheRunbookAndLinksToIt() {
    String rules = read("alerts", "*.yml");
    List<String> alerts = all(ALERT, rules);

    Set<String> headings = new TreeSet<>(all(HEADING, read("alerts", "RUNBOOK.md")));
    assertTrue(headings.removeAll(FINDINGS));
    assertEquals(new TreeSet<>(alerts), headings);
    assertEquals(
        alerts.stream()
            .map(alert -> "alerts/RUNBOOK.md#" + alert.toLowerCase(Locale.ROOT))
            .toList(),
        all(RUNBOOK_URL, rules));
  }

  @Test
  void everyAlertIsTested() {
    assertEquals(
        new TreeSet<>(all(ALERT, read("alerts", "*.yml"))),
        new TreeSet<>(all(TESTED, read("alerts/tests", "*.yml"))));
  }

  private static Set<String> unknownNames(String text) {
    Set<String> names = new TreeSet<>(all(NAME, text));
    names.removeAll(catalogue());
    return names;
  }

  private static Set<String> catalogue() {
    Set<String> names = new TreeSet<>();
    for (Metric metric : Metric.values()) {
      String name = metric.prometheusName();
      names.add(name);
      if (metric.kind() == Metric.Kind.HISTOGRAM) {
        names.addAll(List.of(name + "_bucket", name + "_sum", name + "_count"));
      }
      metric.labels().forEach(label -> names.add(Metric.toPrometheus(label)));
    }
    return names;
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }

  /** The matching files of a folder, one after the other; there is at least one. */
  private static String read(String folder, String glob) {
    StringBuilder text = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(PROJECT.resolve(folder), glob)) {
      for (Path file : files) {
        text.append(Files.readString(file)).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertFalse(text.isEmpty(), "no " + glob + " in " + folder);
    return text.toString();
  }
}

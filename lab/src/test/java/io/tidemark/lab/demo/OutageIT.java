package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.lab.metrics.Exposition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The incident, as {@code ./demo} shows it, watched by a real Prometheus and Alertmanager with the
 * files that are given to users, twice: by scrape, and by OTLP.
 */
class OutageIT {
  private static final String CLIENT = "new-indexer";
  private static final String HANDLER = "dataplane.Posts/GetPostRecord";

  /** What fires in Prometheus, how many seconds after the onset at the latest. */
  private static final Map<String, Integer> DUE =
      new TreeMap<>(
          Map.of(
              "SourcePortsRunningOut", 60,
              "DialsFindNoPort", 75,
              "ThreadGrowth", 75,
              "DeathSpiral", 105,
              "LogStorm", 115,
              "ClientBatchSkew", 120,
              "LogWritesBlock", 125));

  /** What wakes somebody, and names the culprit in its text or its labels. */
  private static final Set<String> NAMES =
      Set.of("DialsFindNoPort", "SourcePortsRunningOut", "DeathSpiral", "ClientBatchSkew");

  /**
   * What a collector may not expose in the run: a limit of memory, pressure in a control group of
   * version 2, OTLP, what cannot be seen here, ends of JVMs (there are some, of the commands), and
   * the forecast for plain connects, since the lab binds. The collector's own tests show them.
   */
  private static final Set<String> NOT_EXPOSED =
      Set.of(
          "tidemark_cgroup_memory_limit_bytes",
          "tidemark_cgroup_memory_usage_bytes",
          "tidemark_cgroup_pressure_time_seconds_total",
          "tidemark_collector_otlp_exports_total",
          "tidemark_collector_unsupported",
          "tidemark_jvm_exits_total",
          "tidemark_jvm_last_death_time_seconds",
          "tidemark_jvm_restart_interval_seconds",
          "tidemark_jvm_unreadable",
          "tidemark_net_namespace_unreadable",
          "tidemark_tcp_ports_time_left_seconds");

  /**
   * What may stay without a value in the incident: what needs a pause at the moment of a scrape, an
   * end, something unreadable, a limit of memory or a second network namespace; and the forecast
   * for plain connects, since the lab binds.
   */
  private static final Set<String> MAY_BE_EMPTY =
      Set.of(
          "collector: Exports and reloads A", // where there is no Prometheus 3 to push to
          "collector: JVMs that cannot be read A",
          "collector: What cannot be seen here uns",
          "collector: Network namespaces that cannot be read A",
          "incident: Ended JVMs ended",
          "incident: Memory B",
          "jvms: Ended JVMs ended",
          "jvms: Ends and restarts A",
          "jvms: Ends and restarts B",
          "jvms: Longest pause B",
          "jvms: Pressure B",
          "jvms: Resident memory and control group B",
          "jvms: Resident memory and control group C",
          "jvms: Time between starts A",
          "ports: Destinations left",
          "ports: Time until a destination has no port left A");

  @TempDir private Path directory;

  @Test
  void thePortsRunOutAndTheCulpritIsNamed() throws Exception {
    int port = BuiltTree.freePort();
    Instant from = Instant.now();
    try (Monitoring scraping = Monitoring.of(directory, port);
        OtlpMonitoring otlp = OtlpMonitoring.of(directory.resolve("otlp"))) {
      Witness witness = new Witness(scraping, port);
      DemoRun run;
      try (witness) {
        run = DemoRun.of(otlp.environment(), "--seconds=150", "--port=" + port);
      }
      Instant onset = run.saidAt("ONSET");
      List<Monitoring> both = otlp.and(scraping);
      both.forEach(monitoring -> report(monitoring, onset));
      witness
          .firing()
          .forEach(page -> System.out.println("fires " + after(onset, page) + " " + page.alert()));
      assertVerdict(run);
      assertFired(witness, onset);
      both.forEach(monitoring -> assertPages(monitoring, onset));
      assertExposed(witness.exposition());
      for (Monitoring monitoring : both) {
        assertPanels(monitoring, from);
      }
      otlp.assertComplete();
    }
  }

  private static void assertPanels(Monitoring monitoring, Instant from) throws Exception {
    Set<String> empty = new Panels(monitoring, from, Instant.now()).empty();
    empty.removeAll(MAY_BE_EMPTY);
    assertEquals(Set.of(), empty, monitoring::toString);
  }

  private static void assertVerdict(DemoRun run) {
    String culprit = CLIENT + " via " + HANDLER;
    String unasked = "THE COLLECTOR SAYS, \\d+ s after the onset: ([^,]*, through [^,]*), sends";
    assertEquals(CLIENT + ", through " + HANDLER, run.only(unasked), run::output);
    assertEquals(culprit, run.only("over the first 10 s after the onset: ([^:]*)"), run::output);
    assertEquals(culprit, run.only("VERDICT as expected: (.*)"));
    long exhausted =
        Long.parseLong(run.only("'Address already in use' ([\\d,]+) times").replace(",", ""));
    assertTrue(exhausted > 0, run::output);
    assertEquals(0, run.exitCode(), run::output);
    assertTrue(run.cleanedUp(), run::output);
  }

  private static void report(Monitoring monitoring, Instant onset) {
    monitoring
        .webhook()
        .pages()
        .forEach(
            page ->
                System.out.println(
                    monitoring
                        + " page "
                        + after(onset, page)
                        + " "
                        + page.alert()
                        + " "
                        + named(page)));
  }

  private static String after(Instant onset, Webhook.Page page) {
    return "%5.1f s".formatted(Duration.between(onset, page.arrived()).toMillis() / 1000.0);
  }

  private static String named(Webhook.Page page) {
    return page.names(CLIENT, HANDLER) ? "names the culprit" : "";
  }

  private static void assertFired(Witness witness, Instant onset) {
    List<String> late = new ArrayList<>();
    DUE.forEach(
        (alert, seconds) -> {
          Instant first = witness.first(alert).orElse(Instant.MAX);
          if (first.isAfter(onset.plusSeconds(seconds))) {
            late.add(alert);
          }
        });
    assertEquals(List.of(), late, () -> "of " + witness.firing());
    witness
        .firing()
        .forEach(
            page -> assertTrue(page.arrived().isAfter(onset), () -> "before the onset: " + page));
  }

  private static void assertPages(Monitoring monitoring, Instant onset) {
    List<Webhook.Page> pages = monitoring.webhook().pages();
    Set<String> naming =
        pages.stream()
            .filter(page -> page.names(CLIENT, HANDLER))
            .map(Webhook.Page::alert)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> missing = new TreeSet<>(NAMES);
    missing.removeAll(naming);
    assertEquals(Set.of(), missing, () -> monitoring + ": do not name the culprit, of " + pages);
    pages.forEach(
        page -> assertTrue(page.arrived().isAfter(onset), () -> "before the onset: " + page));
  }

  /** What is exposed is as the catalogue has it, and what the catalogue has is exposed. */
  private static void assertExposed(Exposition exposed) {
    Map<String, Exposition.Family> catalogue = Exposition.ofTheCatalogue().families();
    Map<String, Exposition.Family> expected = new TreeMap<>(catalogue);
    expected.keySet().retainAll(exposed.families().keySet());
    assertEquals(expected, exposed.families());
    Set<String> absent = new TreeSet<>(catalogue.keySet());
    absent.removeAll(exposed.families().keySet());
    absent.removeAll(NOT_EXPOSED);
    assertEquals(Set.of(), absent);
  }
}

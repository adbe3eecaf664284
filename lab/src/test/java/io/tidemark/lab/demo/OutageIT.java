package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
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

  /** What fires in the incident and names the culprit, in its text or its labels. */
  private static final Set<String> EXPECTED =
      Set.of("DialsFindNoPort", "SourcePortsRunningOut", "DeathSpiral", "ClientBatchSkew");

  /** From the onset; how soon the ports run out is the host's to say. */
  private static final Duration LATEST = Duration.ofSeconds(125);

  /**
   * What may stay without a value in the incident: what needs a pause at the moment of a scrape, an
   * end, something unreadable, a limit of memory or a second network namespace; and the forecast
   * for plain connects, since the lab binds.
   */
  private static final Set<String> MAY_BE_EMPTY =
      Set.of(
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
      DemoRun run = DemoRun.of(otlp.environment(), "--seconds=140", "--port=" + port);
      assertVerdict(run);
      Instant onset = run.saidAt("ONSET");
      for (Monitoring monitoring : otlp.and(scraping)) {
        assertPages(monitoring, onset);
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
    assertEquals(culprit, run.only("over the first 10 s after the onset: ([^:]*)"));
    assertEquals(culprit, run.only("VERDICT as expected: (.*)"));
    long exhausted =
        Long.parseLong(run.only("'Address already in use' ([\\d,]+) times").replace(",", ""));
    assertTrue(exhausted > 0, run::output);
    assertEquals(0, run.exitCode(), run::output);
    assertTrue(run.cleanedUp(), run::output);
  }

  private static void assertPages(Monitoring monitoring, Instant onset) {
    var pages = monitoring.webhook().pages();
    Set<String> alerts = pages.stream().map(Webhook.Page::alert).collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>(EXPECTED);
    missing.removeAll(alerts);
    assertEquals(Set.of(), missing, () -> monitoring + ": of " + pages);
    pages.forEach(
        page -> assertTrue(page.arrived().isAfter(onset), () -> "before the onset: " + page));
    Duration named =
        pages.stream()
            .filter(page -> page.names(CLIENT, HANDLER))
            .map(page -> Duration.between(onset, page.arrived()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no page names the culprit: " + pages));
    System.out.println(monitoring + ": onset to the first page with the culprit's name: " + named);
    pages.forEach(
        page -> System.out.println(Duration.between(onset, page.arrived()) + " " + page.alert()));
    for (String alert : EXPECTED) {
      assertTrue(
          pages.stream()
              .filter(page -> page.alert().equals(alert))
              .filter(page -> page.arrived().isBefore(onset.plus(LATEST)))
              .anyMatch(page -> page.names(CLIENT, HANDLER)),
          () -> alert + " does not name the culprit: " + pages);
    }
  }
}

package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same service without the culprit. */
class HealthyIT {
  @TempDir private Path directory;

  @Test
  void nothingStandsOutAndNobodyIsWoken() throws Exception {
    int port = BuiltTree.freePort();
    Instant from = Instant.now();
    try (Monitoring scraping = Monitoring.of(directory, port);
        OtlpMonitoring otlp = OtlpMonitoring.of(directory.resolve("otlp"))) {
      DemoRun run = DemoRun.of(otlp.environment(), "--healthy", "--seconds=60", "--port=" + port);
      assertEquals("that nothing stands out", run.only("VERDICT as expected: (.*)"));
      assertFalse(run.output().contains("THE COLLECTOR SAYS"), run::output);
      assertEquals("0", run.only("'Address already in use' ([\\d,]+) times"));
      assertEquals(0, run.exitCode(), run::output);
      assertTrue(run.cleanedUp(), run::output);
      Instant end = run.saidAt("the end: ");
      for (Monitoring monitoring : otlp.and(scraping)) {
        JsonArray firing =
            monitoring.series("ALERTS{alertstate=\"firing\"}", from, end.minusSeconds(2));
        assertEquals("[]", firing.toString());
        assertEquals(List.of(), monitoring.webhook().pages());
      }
      otlp.assertComplete();
    }
  }
}

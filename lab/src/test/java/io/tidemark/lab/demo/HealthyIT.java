package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The same service without the culprit. */
class HealthyIT {
  @Test
  void nothingStandsOut() throws Exception {
    DemoRun run = DemoRun.of("--healthy", "--seconds=45");
    assertEquals("that nothing stands out", run.only("VERDICT as expected: (.*)"));
    assertEquals("0", run.only("'Address already in use' ([\\d,]+) times"));
    assertEquals(0, run.exitCode(), run::output);
    assertTrue(run.cleanedUp(), run::output);
  }
}

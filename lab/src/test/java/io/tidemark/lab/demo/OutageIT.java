package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The incident, as {@code ./demo} shows it. */
class OutageIT {
  @Test
  void thePortsRunOutAndTheCulpritIsNamed() throws Exception {
    DemoRun run = DemoRun.of("--seconds=75");
    String culprit = "new-indexer via dataplane.Posts/GetPostRecord";
    assertEquals(culprit, run.only("over the first 10 s after the onset: ([^:]*)"));
    assertEquals(culprit, run.only("VERDICT as expected: (.*)"));
    long exhausted =
        Long.parseLong(run.only("'Address already in use' ([\\d,]+) times").replace(",", ""));
    assertTrue(exhausted > 0, run::output);
    assertEquals(0, run.exitCode(), run::output);
    assertTrue(run.cleanedUp(), run::output);
  }
}

package io.tidemark.lab.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A demonstration that is ended from outside while everything runs. */
class InterruptIT {
  @Test
  void leavesNothingBehindWhenInterrupted() throws Exception {
    Process demo = DemoRun.start();
    try {
      String output = untilHealthy(demo);
      List<ProcessHandle> children = demo.descendants().toList();
      assertTrue(children.size() >= 3, children::toString);
      demo.destroy();
      DemoRun run = new DemoRun(demo.waitFor(), output, List.of());
      assertEquals(130, run.exitCode(), output);
      Await.equal(List.of(), () -> alive(children));
      assertTrue(run.cleanedUp(), output);
    } finally {
      demo.destroy();
    }
  }

  @Test
  void itsChildrenEndEvenWhenItIsKilled() throws Exception {
    Process demo = DemoRun.start();
    try {
      String output = untilHealthy(demo);
      List<ProcessHandle> children = demo.descendants().toList();
      demo.destroyForcibly().waitFor();
      Await.equal(List.of(), () -> alive(children));
      new DemoRun(0, output, List.of()).directories().delete();
    } finally {
      demo.destroy();
    }
  }

  private static String untilHealthy(Process demo) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(demo.getInputStream(), UTF_8));
    StringBuilder output = new StringBuilder();
    while (output.indexOf("the healthy service") < 0) {
      String line = lines.readLine();
      assertTrue(line != null, () -> "it ended: " + output);
      output.append(line).append('\n');
    }
    return output.toString();
  }

  private static List<ProcessHandle> alive(List<ProcessHandle> processes) {
    return processes.stream().filter(ProcessHandle::isAlive).toList();
  }
}

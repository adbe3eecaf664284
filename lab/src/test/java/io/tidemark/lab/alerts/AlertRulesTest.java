package io.tidemark.lab.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Needs promtool (Debian: prometheus); without it fails where TIDEMARK_REQUIRE_ALL is set. */
class AlertRulesTest {
  private static final Path ALERTS = Path.of("..", "alerts");

  @BeforeEach
  void findPromtool() {
    boolean required = System.getenv("TIDEMARK_REQUIRE_ALL") != null;
    assumeTrue(required || onPath("promtool"), "promtool is not installed");
  }

  @Test
  void everyRuleIsValid() throws Exception {
    promtool("check", files(ALERTS));
  }

  @Test
  void everyAlertFiresAndStaysQuietAsItsTestsSay() throws Exception {
    promtool("test", files(ALERTS.resolve("tests")));
  }

  static void promtool(String verb, List<String> files) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool", verb, "rules"));
    command.addAll(files);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<String> yaml =
          files.map(Path::toString).filter(file -> file.endsWith(".yml")).sorted().toList();
      assertFalse(yaml.isEmpty(), "no rules in " + directory);
      return yaml;
    }
  }

  static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}

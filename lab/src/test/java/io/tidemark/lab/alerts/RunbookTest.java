package io.tidemark.lab.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every alert is explained, and shown both firing and quiet. */
class RunbookTest {
  private static final Path ALERTS = Path.of("..", "alerts");

  /** Headings to which no alert leads, but the collector's verdict, as its own tests show. */
  private static final Set<String> FINDINGS =
      Set.of("RequestLatency", "RequestErrors", "MemoryNearLimit");

  private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
  private static final Pattern PARTS =
      Pattern.compile(
          "(?s).*\\*\\*It means\\*\\* .{20,}\\*\\*Confirm\\*\\*.{20,}\\*\\*Do now\\*\\*.{7,}"
              + "\\*\\*Fix later\\*\\*.{7,}");
  private static final Pattern CASE =
      Pattern.compile("alertname: (\\w+)[,\\s]+exp_alerts:\\s*(\\[\\]|-)");

  @Test
  void everyHeadingSaysWhatItMeansHowToConfirmWhatToDoAndWhatToFix() throws IOException {
    List<String> complete = new ArrayList<>();
    for (String section : Files.readString(ALERTS.resolve("RUNBOOK.md")).split("(?m)^## ", -1)) {
      if (PARTS.matcher(section).matches()) {
        complete.add(section.lines().findFirst().orElse(""));
      }
    }
    Set<String> expected = alerts();
    expected.addAll(FINDINGS);
    assertEquals(expected, new TreeSet<>(complete));
  }

  @Test
  void everyAlertIsShownFiringAndQuiet() throws IOException {
    Set<String> firing = new TreeSet<>();
    Set<String> quiet = new TreeSet<>();
    Matcher shown = CASE.matcher(read(ALERTS.resolve("tests")));
    while (shown.find()) {
      (shown.group(2).equals("-") ? firing : quiet).add(shown.group(1));
    }
    assertEquals(alerts(), firing);
    assertEquals(alerts(), quiet);
  }

  private static Set<String> alerts() throws IOException {
    Set<String> alerts = new TreeSet<>();
    ALERT.matcher(read(ALERTS)).results().forEach(alert -> alerts.add(alert.group(1)));
    return alerts;
  }

  private static String read(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yml")).sorted().toList()) {
        text.append(Files.readString(file)).append('\n');
      }
    }
    return text.toString();
  }
}

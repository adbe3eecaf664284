package io.tidemark.collector.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a finding advises is what the runbook says under the heading that it leads to. */
class RunbookLinksTest {
  private static final Path RUNBOOK = Path.of("..", "alerts", "RUNBOOK.md");

  @Test
  void everyStageLeadsToAHeading() throws IOException {
    Set<String> headings = new TreeSet<>();
    Files.readString(RUNBOOK)
        .lines()
        .filter(line -> line.startsWith("## "))
        .map(line -> line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
        .forEach(heading -> headings.add("alerts/RUNBOOK.md#" + heading));
    Set<String> dead = new TreeSet<>();
    for (Stage stage : Stage.values()) {
      if (!headings.contains(stage.runbook())) {
        dead.add(stage + " " + stage.runbook());
      }
    }
    assertEquals(Set.of(), dead);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PORTS | Do not restart in a loop | sourceportsexhausted",
        "DIAL_FAILURES | Stop retries | destinationportsexhausted",
        "LOGS | Raise the | logstorm",
        "THREADS | thread dump | threadgrowth",
        "PAUSES | memory stays high after a full collection | gcshare",
        "MEMORY | memory stays high after a full collection | memorynearlimit",
        "KILLS | Stop the load | restartloop",
        "LATENCY | processors | requestlatency",
        "ERRORS | retries at once makes more | requesterrors",
        "LISTEN_QUEUE | what listens there | listenqueuedrops"
      })
  void itAdvisesWhatTheRunbookDoes(Stage symptom, String words, String heading) throws IOException {
    String section = section(heading);
    String advice = Advice.of(symptom, Cause.CLIENT, "");

    assertTrue(contains(advice, words), advice);
    assertTrue(contains(section, words), section);
  }

  private static boolean contains(String text, String words) {
    return text.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
  }

  private static String section(String heading) throws IOException {
    for (String section : Files.readString(RUNBOOK).split("(?m)^## ", -1)) {
      String first = section.lines().findFirst().orElse("");
      if (first.toLowerCase(Locale.ROOT).equals(heading)) {
        return section;
      }
    }
    throw new AssertionError(heading);
  }
}

package io.tidemark.collector.who;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeathTextTest {
  private static final long NOW = 1_795_260_000_000L;

  static final ReportRow INDEXER =
      new ReportRow(
          "feeds",
          "new-indexer",
          "dataplane.Posts/GetPostRecord",
          27,
          2.7,
          0.009,
          49_150.8,
          0.98,
          0.5,
          0.1,
          18_204,
          1,
          Map.of(
              Effect.TASKS,
              new Caused(48_000, 0.97, 17_777, null),
              Effect.FAILED_DIALS,
              new Caused(2000, 0.98, 740, "address_already_in_use")));

  static Death death(OptionalLong endEpochMs, double windowSeconds, Optional<ReportRow> heaviest) {
    return new Death(
        "feeds", "host-1", 101, NOW - 212_000, endEpochMs, Exit.OOM_KILL, windowSeconds, heaviest);
  }

  @Test
  void saysWhoEndedWhenHowAndWhoWasHeaviest() {
    assertEquals(
        "feeds (host-1) ended 12 s ago, killed for memory, after 3 min 20 s; heaviest in its last"
            + " 10 s: new-indexer via dataplane.Posts/GetPostRecord, 98 % of items; caused 97 % of"
            + " tasks, 98 % of failed dials (address_already_in_use)",
        DeathText.of(death(OptionalLong.of(NOW - 12_000), 10, Optional.of(INDEXER)), NOW));
  }

  @Test
  void saysWhatIsNotKnown() {
    assertEquals(
        "feeds (host-1) ended, killed for memory, nobody knows when; heaviest since its start:"
            + " new-indexer via dataplane.Posts/GetPostRecord, 98 % of items",
        DeathText.of(death(OptionalLong.empty(), 0, Optional.of(INDEXER)), NOW));
    assertEquals(
        "feeds (host-1) ended 12 s ago, killed for memory, after 3 min 20 s; no work in its last"
            + " 10 s",
        DeathText.of(death(OptionalLong.of(NOW - 12_000), 10, Optional.empty()), NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "999, 0 s",
    "59999, 59 s",
    "60000, 1 min",
    "200000, 3 min 20 s",
    "7500000, 2 h 5 min",
    "273600000, 3 d 4 h",
  })
  void writesTimesAsPeopleDo(long ms, String text) {
    assertEquals(text, DeathText.time(ms));
  }
}

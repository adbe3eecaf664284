package io.tidemark.collector.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComplaintsTest {
  private static final long MINUTE_NS = 60_000_000_000L;

  private final List<String> said = new ArrayList<>();
  private long nowNs;
  private final Complaints complaints = new Complaints(() -> nowNs, said::add);

  @Test
  void saysATroubleOnceAndItsEndOnce() {
    complaints.over("again");
    for (int minute = 0; minute < 60; minute++, nowNs += MINUTE_NS) {
      complaints.trouble("full", "full " + minute);
    }
    complaints.over("again");
    complaints.over("again");
    assertEquals(List.of("full 0", "again"), said);
  }

  @Test
  void saysAnotherTroubleThatFollows() {
    complaints.trouble("read-only", "read-only");
    complaints.trouble("full", "full");
    complaints.over("again");
    assertEquals(List.of("read-only", "full", "again"), said);
  }

  @Test
  void isSilentOfWhatComesAndGoesForTenMinutes() {
    for (int minute = 0; minute < 12; minute++, nowNs += MINUTE_NS) {
      complaints.trouble("full", "full " + minute);
      complaints.over("again " + minute);
    }
    assertEquals(List.of("full 0", "again 0", "full 10", "again 10"), said);
  }
}

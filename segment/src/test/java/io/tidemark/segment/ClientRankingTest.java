package io.tidemark.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has a row when there are more clients than rows: the heaviest, and nothing is lost by it. */
class ClientRankingTest {
  private static final SegmentLayout LAYOUT = new SegmentLayout(4, 2, 16, 2);

  @TempDir Path directory;
  private final AtomicLong clockNs = new AtomicLong();
  private SegmentWriter writer;
  private int handler;

  @BeforeEach
  void create() throws IOException {
    writer = SegmentFixture.create(directory, LAYOUT, clockNs::get);
    handler = writer.handler(RpcSystem.GRPC, "p.S/Get");
  }

  @AfterEach
  void close() throws IOException {
    writer.close();
  }

  @Test
  void theHeavyNewcomerTakesThePlaceOfTheLightest() throws IOException {
    request("a", 10);
    request("b", 20);
    request("c", 30);
    request("d", 1);
    request("culprit", 20_000);
    request("culprit", 20_000);
    assertEquals(
        Map.of("a", 10L, "b", 20L, "c", 30L, "culprit", 20_000L, "other", 20_001L), items());
    assertEquals(1, read().processCounters().get(ProcessCounter.EVICTED_CLIENTS));
  }

  @Test
  void whoComesBackIsANewSeries() throws IOException {
    theHeavyNewcomerTakesThePlaceOfTheLightest();
    tick(Ranking.MIN_REPLACEMENT_GAP_MS);
    request("d", 100);
    request("d", 7);
    assertEquals(7L, items().get("d"));
    assertEquals(40_000 + 10 + 20 + 30 + 1 + 107, total());
  }

  @Test
  void aFloodOfLightNamesMovesNobody() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) {
      request(name, 1_000);
    }
    for (int i = 0; i < 20_000; i++) {
      tick(Ranking.MIN_REPLACEMENT_GAP_MS / 10);
      request("random-" + i, 1);
    }
    assertEquals(
        Map.of("a", 1_000L, "b", 1_000L, "c", 1_000L, "d", 1_000L, "other", 20_000L), items());
  }

  @Test
  void whatWasHeavyLongAgoMakesRoom() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) {
      request(name, 100_000);
    }
    request("newcomer", 1_000);
    assertFalse(items().containsKey("newcomer"), "too light");
    for (int minute = 0; minute < 10; minute++) {
      tick(TimeUnit.SECONDS.toMillis(Ranking.HALF_LIFE_S));
      request("newcomer", 1_000);
      request("b", 100_000);
    }
    assertTrue(items().containsKey("newcomer"), () -> "clients: " + names());
    assertTrue(items().containsKey("b"));
  }

  @Test
  void whatIsUnderWayWhenAClientLosesItsPlaceCountsAsOther() throws IOException {
    Row light = writer.row(writer.client("light"), handler);
    writer.add(light, Column.STARTED, 1);
    for (String name : List.of("a", "b", "c")) {
      request(name, 100);
    }
    request("culprit", 5_000);
    assertTrue(light.isOther());
    writer.add(light, Column.ENDED, 1);
    LedgerRow other = row("other");
    assertEquals(2, other.count(Column.STARTED), "the light one's and the culprit's first");
    assertEquals(2, other.count(Column.ENDED));
  }

  /** A row is used again only after a rest, and then counts from nothing. */
  @Test
  void rowsAreUsedAgainForEver() throws IOException {
    long sum = 0;
    for (int i = 1; i <= 200; i++) {
      tick(TimeUnit.SECONDS.toMillis(TableRows.REST_S));
      request("client-" + i, 1_000L * i);
      request("client-" + i, 5);
      sum += 1_000L * i + 5;
      assertEquals(sum, total(), "after " + i);
    }
    assertEquals(5, items().get("client-200"));
    assertTrue(read().layout().rows() < 200);
  }

  /** The flood: a million names at random beside twenty heavy ones. */
  @Test
  void aMillionNamesBesideTwentyHeavyOnes() throws IOException {
    writer.close();
    SegmentLayout layout = SegmentLayout.fitting(8 << 20, 64, 4, 2);
    writer = SegmentFixture.create(directory, layout, clockNs::get);
    handler = writer.handler(RpcSystem.GRPC, "p.S/Get");
    Random random = new Random(20260421);
    Map<String, Long> sinceAdmission = new HashMap<>();
    long sum = 0;
    long heapBefore = 0;
    for (int i = 0; i < 1_000_000; i++) {
      if (i == 10_000) {
        heapBefore = heapAfterCollection();
      }
      clockNs.addAndGet(TimeUnit.MICROSECONDS.toNanos(300));
      sum += request("random-" + random.nextLong(), 1);
      if (i % 100 == 99) {
        String heavy = "heavy-" + i / 100 % 20;
        boolean named = !writer.row(writer.client(heavy), handler).isOther();
        sum += request(heavy, 500);
        sinceAdmission.computeIfPresent(heavy, (name, items) -> items + 500);
        if (named) {
          sinceAdmission.putIfAbsent(heavy, 500L);
        }
      }
    }
    long grown = heapAfterCollection() - heapBefore;
    assertTrue(grown < 1 << 20, "990,000 more names took " + grown + " bytes");
    Map<String, Long> counted = items();
    sinceAdmission.forEach((name, items) -> assertEquals(items, counted.get(name), name));
    assertEquals(20, sinceAdmission.size());
    assertEquals(sum, total());
    assertTrue(
        sinceAdmission.values().stream().allMatch(items -> items > 240_000),
        () -> "admitted early: " + sinceAdmission);
  }

  private static long heapAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private long request(String client, long items) {
    Row row = writer.row(writer.client(client), handler);
    SegmentFixture.request(writer, row, items, 1_000);
    if (row.isOther()) {
      writer.weigh(client, items);
    }
    return items;
  }

  private void tick(long ms) {
    clockNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
  }

  private SegmentSnapshot read() throws IOException {
    return SegmentFixture.read(writer.path());
  }

  private LedgerRow row(String client) throws IOException {
    return read().rows().stream()
        .filter(row -> row.client().equals(client))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Long> items() throws IOException {
    Map<String, Long> items = new HashMap<>();
    for (LedgerRow row : read().rows()) {
      items.put(row.client(), row.count(Column.ITEMS));
    }
    return items;
  }

  private List<String> names() {
    try {
      return new ArrayList<>(items().keySet());
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }

  private long total() throws IOException {
    return items().values().stream().mapToLong(Long::longValue).sum();
  }
}

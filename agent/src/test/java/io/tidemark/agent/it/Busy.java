package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.agent.child.BusyChild;
import io.tidemark.agent.child.LoadClient;
import io.tidemark.segment.Column;
import io.tidemark.segment.LedgerRow;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A {@link BusyChild}, and what must be counted of its requests. */
final class Busy {
  /** How many requests are sent each time. */
  static final int REQUESTS = 100;

  /** Settings of the agent, but for the directory. */
  static final String SETTINGS =
      "service.name=busy,methods=com.acme.Feeds#load[java.lang.String,java.util.List](client=0,batch=1)";

  private static final List<Column> COLUMNS =
      List.of(
          Column.STARTED,
          Column.ENDED,
          Column.ITEMS,
          Column.TASKS_PLATFORM,
          Column.LOG_INFO,
          Column.DIALS,
          Column.DIAL_CONNECTION_REFUSED);

  private Busy() {}

  /** Without an agent's settings. */
  static Child.Launch launch(Jdk jdk) throws IOException {
    return Child.Launch.of(jdk, BusyChild.class)
        .classPath(Child.Launch.loggingClassPath())
        // What the JDK merely caches is not in the way of seeing what is held.
        .jvm("-Xmx256m", "-XX:SoftRefLRUPolicyMSPerMB=0");
  }

  /** Connects to a child when it is ready. */
  static LoadClient client(Child child) throws IOException {
    child.awaitReady();
    return new LoadClient(Integer.parseInt(child.await("PORT", 0)));
  }

  /**
   * Sends requests, and finds as many counted as their client says, with all that each of them
   * causes.
   */
  static SegmentSnapshot assertCounted(Child child, LoadClient client, String name)
      throws Exception {
    client.send(name, REQUESTS);
    SegmentSnapshot segment = live(child);
    Map<String, Map<Column, Long>> rows = new TreeMap<>();
    for (LedgerRow row : segment.rows()) {
      if (row.client().equals(name)) {
        rows.put(row.handler(), counts(row));
      }
    }
    long n = REQUESTS;
    Map<Column, Long> method = zero();
    method.putAll(Map.of(Column.STARTED, n, Column.ENDED, n, Column.ITEMS, 2 * n));
    Map<Column, Long> grpc = new TreeMap<>(method);
    grpc.putAll(Map.of(Column.TASKS_PLATFORM, n, Column.LOG_INFO, 2 * n));
    grpc.putAll(Map.of(Column.DIALS, n, Column.DIAL_CONNECTION_REFUSED, n));
    assertEquals(
        new TreeMap<>(Map.of("com.acme.Feeds/load", method, "test.Posts/Get", grpc)), rows);
    assertEquals(0, segment.processCounters().get(ProcessCounter.AGENT_ERRORS));
    return segment;
  }

  private static Map<Column, Long> zero() {
    Map<Column, Long> counts = new TreeMap<>();
    COLUMNS.forEach(column -> counts.put(column, 0L));
    return counts;
  }

  private static Map<Column, Long> counts(LedgerRow row) {
    Map<Column, Long> counts = zero();
    counts.replaceAll((column, zero) -> row.count(column));
    return counts;
  }

  /** Requests of a client that began. */
  static long started(SegmentSnapshot segment, String client) {
    return segment.rows().stream()
        .filter(row -> row.client().equals(client))
        .mapToLong(row -> row.count(Column.STARTED))
        .sum();
  }

  /** The one segment that is being written. */
  static SegmentSnapshot live(Child child) throws Exception {
    List<SegmentSnapshot> live = new ArrayList<>();
    for (Path file : child.segmentFiles()) {
      try (SegmentReader reader = SegmentReader.open(file)) {
        if (reader.writerLives()) {
          live.add(reader.read());
        }
      }
    }
    assertEquals(1, live.size(), "segments that are being written");
    return live.get(0);
  }
}

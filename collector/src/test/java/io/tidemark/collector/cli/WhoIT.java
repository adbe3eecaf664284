package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.Column;
import io.tidemark.segment.Row;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code who} and {@code segments} in a JVM of their own, while this one writes a segment. */
final class WhoIT {
  private static final String POST = "dataplane.Posts/GetPostRecord";

  @TempDir private Path root;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private SegmentWriter writer;
  private Thread traffic;

  @BeforeEach
  void attach() throws IOException {
    SegmentDirectory directory = new SegmentDirectory(root);
    directory.prepare(true);
    SegmentIdentity identity = new SegmentIdentity("dataplane", "0.1.0", "17.0.15", 4711, 0);
    writer = SegmentWriter.create(directory, new SegmentLayout(8, 4, 16, 1), identity);
    traffic = new Thread(this::serve, "traffic");
    traffic.setDaemon(true);
  }

  @AfterEach
  void detach() throws IOException, InterruptedException {
    stopped.set(true);
    traffic.join();
    writer.close();
  }

  // Every round: 100 requests of 12 items, and one of 20,000 that never ends.
  private void serve() {
    int handler = writer.handler(RpcSystem.GRPC, POST);
    Row web = writer.row(writer.client("web"), handler);
    Row indexer = writer.row(writer.client("new-indexer"), handler);
    while (!stopped.get()) {
      writer.add(web, Column.STARTED, 100);
      writer.add(web, Column.ITEMS, 1200);
      writer.add(web, Column.DURATION_NS, 100_000);
      writer.add(web, Column.ENDED, 100);
      writer.add(indexer, Column.STARTED, 1);
      writer.add(indexer, Column.ITEMS, 20_000);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void namesTheCulprit() throws Exception {
    traffic.start();
    CollectorProcess.Finished who =
        CollectorProcess.run("who", "--window", "500ms", "--json", "--dir", root.toString());
    assertEquals("", who.err());
    assertEquals(0, who.exitCode());
    assertTrue(
        who.out()
            .contains(
                "\"verdict\":{\"stands_out\":true,\"service\":\"dataplane\","
                    + "\"client\":\"new-indexer\",\"method\":\""
                    + POST
                    + "\","),
        who.out());
    assertTrue(
        who.out().matches("(?s).*; [12]\\d,\\d{3} items a request, median elsewhere 1\\d\".*"),
        who.out());
  }

  @Test
  void saysThatThereIsNoTraffic() throws Exception {
    CollectorProcess.Finished who =
        CollectorProcess.run("who", "--window", "100ms", "--dir", root.toString());
    assertEquals(0, who.exitCode());
    assertTrue(
        who.out()
            .startsWith("Nothing stands out: no requests in the window; JVMs with the agent: 1."),
        who.out());
  }

  @Test
  void printsTheSegment() throws Exception {
    Row row = writer.row(writer.client("web"), writer.handler(RpcSystem.GRPC, POST));
    writer.add(row, Column.STARTED, 3);
    writer.add(row, Column.ENDED, 2);
    writer.add(row, Column.ITEMS, 36);
    CollectorProcess.Finished segments = CollectorProcess.run("segments", "--dir", root.toString());
    assertEquals(
        """
        %s
          service dataplane, pid 4711, lives, started 1970-01-01T00:00:00Z, Java 17.0.15, agent 0.1.0
          clients 1/8, handlers 1/4, rows 1/16
          web via dataplane.Posts/GetPostRecord: 3 requests, 1 running, 0 errors, 36 items, 0 bytes, 0 ms
        """
            .formatted(writer.path()),
        segments.out());
    assertEquals("", segments.err());
    assertEquals(0, segments.exitCode());
  }
}

package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.access.Certificates;
import io.tidemark.collector.jvm.ChildJvm;
import io.tidemark.segment.Column;
import io.tidemark.segment.Row;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

  // As when a source address has no port left.
  private void failToDial() {
    Row row = writer.row(writer.client("new-indexer"), writer.handler(RpcSystem.GRPC, POST));
    while (!stopped.get()) {
      writer.add(row, Column.DIALS, 5);
      writer.add(row, Column.DIAL_ADDRESS_ALREADY_IN_USE, 5);
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** From nothing: no collector, no baseline. */
  @Test
  void judgesByItself() throws Exception {
    traffic.start();
    Thread dials = new Thread(this::failToDial, "dials");
    dials.setDaemon(true);
    dials.start();
    long beganNs = System.nanoTime();
    CollectorProcess.Finished who =
        CollectorProcess.run("who", "--window", "7s", "--dir", root.toString());
    long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);
    stopped.set(true);
    dials.join();
    assertEquals("0 ", who.exitCode() + " " + who.err());
    assertTrue(tookMs < 12_000, tookMs + " ms");
    assertTrue(who.out().contains("dial failures of dataplane, since "), who.out());
    assertTrue(who.out().contains("What clients did in the window:\nnew-indexer"), who.out());
  }

  @Test
  void tellsACollectorsVerdictAtOnce() throws Exception {
    traffic.start();
    Thread dials = new Thread(this::failToDial, "dials");
    dials.setDaemon(true);
    dials.start();
    try (CollectorProcess collector = CollectorProcess.start(ChildJvm.running(), root, Map.of())) {
      awaitFinding(collector);
      CollectorProcess.Finished who =
          CollectorProcess.run(
              "who", "--window", "500ms", "--url", collector.site(), "--dir", root.toString());
      assertEquals("0 ", who.exitCode() + " " + who.err());
      assertTrue(who.out().contains("dial failures of dataplane, since "), who.out());
      assertTrue(who.out().contains("What clients did in the window:\nnew-indexer"), who.out());
      assertTrue(
          who.out().endsWith("Verdict: %s. Segments: %s\n".formatted(collector.site(), root)),
          who.out());
    } finally {
      stopped.set(true);
      dials.join();
    }
  }

  private static void awaitFinding(CollectorProcess collector)
      throws IOException, InterruptedException {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String verdict = collector.get("/api/v1/verdict");
    while (!verdict.contains("\"symptom\":\"dial_failures\"")) {
      assertTrue(System.nanoTime() < endNs, verdict);
      LockSupport.parkNanos(100_000_000);
      verdict = collector.get("/api/v1/verdict");
    }
  }

  @Test
  void saysWhyACollectorCannotBeAsked() throws Exception {
    Path users = Files.writeString(root.resolve("users"), "prom:" + SecuredIT.FIRST + "\n");
    Certificates.TlsPair pair = Certificates.write(root, "a", "EC");
    try (CollectorProcess secured =
            CollectorProcess.start(
                ChildJvm.running(), root, Map.of(), "--basic-auth", users.toString());
        CollectorProcess tls =
            CollectorProcess.start(
                ChildJvm.running(),
                root,
                Map.of(),
                "--tls-certificate",
                pair.certificateFile().toString(),
                "--tls-key",
                pair.keyFile().toString())) {
      assertEquals(
          "1 tidemark-collector: %s wants a password, which this command cannot give\n"
              .formatted(secured.site()),
          asking(secured.site()));
      assertEquals(
          "1 tidemark-collector: %s does not answer: its certificate is not one that this JVM trusts, or it speaks no TLS; start the command with -Djavax.net.ssl.trustStore=FILE\n"
              .formatted(tls.site()),
          asking(tls.site()));
      String plain = tls.site().replace("https", "http");
      assertTrue(
          asking(plain).endsWith("; if it has a certificate, ask by https\n"), asking(plain));
    }
  }

  private String asking(String site) throws Exception {
    CollectorProcess.Finished who =
        CollectorProcess.run("who", "--url", site, "--dir", root.toString());
    return who.exitCode() + " " + who.err();
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

package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.jvm.ChildJvm;
import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Row;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code top} in a terminal, while this JVM writes a segment. */
final class TopIT {
  private static final String POST = "dataplane.Posts/GetPostRecord";

  @TempDir private Path root;
  @TempDir private Path terminal;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private SegmentWriter writer;
  private Thread traffic;

  @BeforeEach
  void attach() throws IOException {
    SegmentDirectory directory = new SegmentDirectory(root);
    directory.prepare(true);
    ProcessHandle self = ProcessHandle.current();
    long startMs = self.info().startInstant().orElseThrow().toEpochMilli();
    SegmentIdentity identity =
        new SegmentIdentity("dataplane", "0.1.0", "17.0.15", self.pid(), startMs);
    writer = SegmentWriter.create(directory, new SegmentLayout(8, 4, 16, 1), identity);
    traffic = new Thread(this::serve, "traffic");
    traffic.setDaemon(true);
    traffic.start();
  }

  @AfterEach
  void detach() throws IOException, InterruptedException {
    stopped.set(true);
    traffic.join();
    writer.close();
  }

  private void serve() {
    int handler = writer.handler(RpcSystem.GRPC, POST);
    Row web = writer.row(writer.client("web"), handler);
    Row indexer = writer.row(writer.client("new-indexer"), handler);
    while (!stopped.get()) {
      for (int i = 0; i < 50; i++) {
        request(web, 12);
      }
      request(indexer, 20_000);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private void request(Row row, long items) {
    writer.add(row, Column.STARTED, 1);
    writer.add(row, Column.ITEMS, items);
    writer.record(row, Histogram.ITEMS, items);
    writer.add(row, Column.ENDED, 1);
  }

  private String command(String... more) {
    return String.join(
        " ",
        ChildJvm.running().toString(),
        "-jar",
        System.getProperty("tidemark.collector.jar", "missing"),
        "top --interval 200ms --window 1s --dir",
        root.toString(),
        String.join(" ", more));
  }

  private static boolean first(List<String> screen, String client) {
    int heading = 0;
    while (heading < screen.size() && !screen.get(heading).startsWith("CLIENT")) {
      heading++;
    }
    return heading + 1 < screen.size() && screen.get(heading + 1).startsWith(client);
  }

  private static boolean has(List<String> screen, String text) {
    return screen.stream().anyMatch(line -> line.contains(text));
  }

  @Test
  void obeysKeysAndLeavesTheTerminalAsItWas() throws Exception {
    try (Tmux tmux = Tmux.start(terminal, 80, 24)) {
      tmux.type("clear; stty -g > " + terminal.resolve("before") + "; " + command());
      tmux.press("Enter");
      tmux.await("the heavier first", screen -> first(screen, "new-indexer"));
      tmux.type("<");
      List<String> screen = tmux.await("most requests first", now -> first(now, "web"));
      assertEquals(24, screen.size());
      assertTrue(screen.get(23).startsWith("q quit  p pause"), screen.get(23));
      assertTrue(has(screen, "*%RQ"), "the column that is sorted by is marked");
      tmux.type("p");
      screen = tmux.await("a pause", now -> has(now, "PAUSED"));
      String clock = screen.get(0);
      tmux.type("/index");
      tmux.press("Enter");
      screen = tmux.await("one row", now -> first(now, "new-indexer") && !has(now, "web  "));
      assertEquals(clock, screen.get(0), "the clock of a pause stands still");
      tmux.resize(100, 20);
      tmux.await("the new size", now -> now.size() == 20 && now.get(19).startsWith("q quit"));
      tmux.type("q");
      tmux.await("the shell again", TopIT::isShell);
      isAsItWas(tmux);
    }
  }

  /** However it ends: by Ctrl-C, and by SIGTERM. */
  @Test
  void leavesTheTerminalAsItWasWhenItIsKilled() throws Exception {
    try (Tmux tmux = Tmux.start(terminal, 80, 24)) {
      tmux.type("clear; stty -g > " + terminal.resolve("before") + "; " + command());
      tmux.press("Enter");
      tmux.await("the table", screen -> first(screen, "new-indexer"));
      tmux.press("C-c");
      tmux.await("the shell again", TopIT::isShell);
      isAsItWas(tmux);
      Path pid = terminal.resolve("pid");
      tmux.type("clear; sh -c 'echo $$ > " + pid + "; exec " + command() + "'");
      tmux.press("Enter");
      tmux.await("the table", screen -> first(screen, "new-indexer"));
      long process = Long.parseLong(Files.readString(pid).strip());
      assertTrue(ProcessHandle.of(process).orElseThrow().destroy());
      tmux.await("the shell again", TopIT::isShell);
      isAsItWas(tmux);
    }
  }

  private static boolean isShell(List<String> screen) {
    return screen.contains("$") && !has(screen, "tidemark top");
  }

  private void isAsItWas(Tmux tmux) throws IOException, InterruptedException {
    tmux.type("clear; stty -g | cmp - " + terminal.resolve("before") + " && echo as it was");
    tmux.press("Enter");
    tmux.await("the terminal's settings", screen -> screen.contains("as it was"));
  }

  @Test
  void printsOnceIntoAPipe() throws Exception {
    CollectorProcess.Finished top =
        CollectorProcess.run("top", "--window", "1s", "--dir", root.toString());
    assertEquals("0 ", top.exitCode() + " " + top.err());
    assertTrue(first(top.out().lines().toList(), "new-indexer"), top.out());
    assertEquals(-1, top.out().indexOf('\u001b'), "no colours");
  }

  @Test
  void printsJsonOnce() throws Exception {
    CollectorProcess.Finished top =
        CollectorProcess.run("top", "--once", "--json", "--window", "1s", "--dir", root.toString());
    assertEquals("0 ", top.exitCode() + " " + top.err());
    assertTrue(
        top.out()
            .matches(
                "\\{\"epoch_ms\":\\d+,\"from\":\"this host\",\"sentence\":\"[^\"]+\","
                    + "\"vitals\":\\{\"ports_free\":.*\"who\":\\{\"window_seconds\":.*\"verdict\":"
                    + "\\{\"epoch_ms\":\\d+,.*\\}\\}\n"),
        top.out());
  }
}

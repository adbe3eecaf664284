package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.jvm.ChildJvm;
import io.tidemark.collector.netns.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreIT {
  private static final String QUERY = "/api/v1/series?metric=tidemark.collector.info&step=1s";
  private static final Pattern FIRST =
      Pattern.compile("^200 .*\"points\":\\[\\[(\\d+),1\\.0,1\\.0,1\\.0\\]");

  @TempDir private Path segments;
  @TempDir private Path state;

  private CollectorProcess start() throws IOException {
    return CollectorProcess.start(
        ChildJvm.running(), segments, Map.of(), "--store", state.resolve("store").toString());
  }

  /** SIGTERM writes what was gathered; the next collector tells of it. */
  @Test
  void whatWasMeasuredBeforeARestartIsStillThere() throws Exception {
    String first;
    try (CollectorProcess before = start()) {
      first = firstPoint(before);
      assertEquals(143, before.terminate());
      assertEquals("", before.err());
    }
    try (CollectorProcess after = start()) {
      assertEquals(first, firstPoint(after));
      try (CollectorProcess second = start()) {
        String err = second.err();
        assertTrue(
            err.matches(
                "tidemark-collector: samples are not kept, tried again every minute: \\S+ is"
                    + " written by another collector; stop that one, or name another directory"
                    + " with --store\n"),
            err);
      }
      assertEquals(
          64 << 20, after.value("tidemark_collector_store_limit_bytes"), "the default size");
    }
    assertEquals("rwx------", rights(state.resolve("store")));
    assertEquals("rw-------", rights(state.resolve("store/full-000000001.mv")));
  }

  /** As in a first run in a container whose root file system is read-only, as root. */
  @Test
  void worksWhereNothingCanBeWritten() throws Exception {
    Program.requireNamespaces();
    String readOnly =
        "mount -t tmpfs -o ro tmpfs /var/lib && exec env -u TIDEMARK_STORE -u XDG_STATE_HOME"
            + " -u STATE_DIRECTORY \"$@\"";
    worksWithout(
        List.of("unshare", "--mount", "sh", "-c", readOnly, "sh"),
        "cannot write /var/lib/tidemark: /var/lib/tidemark: Read-only file system; name a volume"
            + " that can be written with --store, or 'off'");
  }

  /** As anybody but the directory's owner, since root too is nobody without these rights. */
  @Test
  void worksWhereSomebodyElseKeepsTheDirectory() throws Exception {
    Program.requireNamespaces();
    Path store = Files.createDirectory(state.resolve("theirs"));
    Program.run("chown", "65534:65534", store.toString());
    Program.run("chmod", "700", store.toString());
    String lost = "-dac_override,-dac_read_search";
    worksWithout(
        List.of(
            "env",
            "TIDEMARK_STORE=" + store,
            "setpriv",
            "--bounding-set",
            lost,
            "--inh-caps",
            lost),
        "cannot write %s: %s: Permission denied; name a directory of the collector's own with --store, or 'off'"
            .formatted(store, store.resolve("lock")));
  }

  private void worksWithout(List<String> by, String reason) throws Exception {
    try (CollectorProcess collector = CollectorProcess.startBy(by, segments)) {
      assertEquals(
          "tidemark-collector: samples are not kept, tried again every minute: " + reason + "\n",
          collector.err());
      awaitValue(
          collector, "tidemark_collector_store_failures_total{tidemark_reason=\"open\",}", 1);
      assertEquals(1, collector.value("tidemark_collector_info"));
      String page = collector.get("/api/v1/page");
      assertTrue(
          page.contains("\"samples are not kept: the log, and tidemark-collector check, say why\""),
          page);
      assertEquals(143, collector.terminate());
      assertEquals(1, collector.err().lines().count(), collector.err());
    }
  }

  private static void awaitValue(CollectorProcess collector, String series, double value)
      throws IOException, InterruptedException {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (collector.value(series) != value) {
      assertTrue(System.nanoTime() < endNs, () -> "no " + series);
      LockSupport.parkNanos(50_000_000);
    }
  }

  private static String rights(Path file) throws IOException {
    return java.nio.file.attribute.PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file));
  }

  private static String firstPoint(CollectorProcess collector)
      throws IOException, InterruptedException {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String answer = "";
    while (System.nanoTime() < endNs) {
      answer = collector.get(QUERY);
      Matcher point = FIRST.matcher(answer);
      if (point.find()) {
        return point.group(1);
      }
      LockSupport.parkNanos(50_000_000);
    }
    throw new AssertionError(answer);
  }
}

package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.jvm.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
                    + " written by another collector; see --store\n"),
            err);
      }
      assertEquals(
          64 << 20, after.value("tidemark_collector_store_limit_bytes"), "the default size");
    }
    assertEquals("rwx------", rights(state.resolve("store")));
    assertEquals("rw-------", rights(state.resolve("store/full-000000001.mv")));
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
      Thread.onSpinWait();
    }
    throw new AssertionError(answer);
  }
}

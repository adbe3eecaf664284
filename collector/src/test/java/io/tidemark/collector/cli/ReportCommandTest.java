package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.postmortem.Incident;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code report} answers when it cannot do as it is told, and when it can in part. */
final class ReportCommandTest {
  private static final long KEPT_SECONDS = 100;

  @TempDir private Path directory;
  private Path store;
  private Path file;

  @BeforeEach
  void fill() {
    store = directory.resolve("store");
    file = directory.resolve("incident.html");
    Incident.writeLast(store, System.currentTimeMillis() - 5_000, KEPT_SECONDS);
  }

  private String report(String... more) {
    List<String> arguments = new ArrayList<>(List.of("report", "--dir", directory.toString()));
    if (!List.of(more).contains("--out")) {
      arguments.addAll(List.of("--out", file.toString()));
    }
    arguments.addAll(List.of(more));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments.toArray(String[]::new));
    return code + " " + err;
  }

  @Test
  void overwritesNothingUnlessForced() throws IOException {
    Files.writeString(file, "precious");
    assertEquals(
        "1 tidemark-collector: %s exists already; choose another --out, or --force to overwrite it\n"
            .formatted(file),
        report("--store", store.toString()));
    assertEquals("precious", Files.readString(file));
    assertEquals("0 ", report("--force", "--store", store.toString(), "--since", "2m"));
    assertTrue(Files.readString(file).startsWith("<!doctype html>"));
  }

  @Test
  void beginsWhereTheStoreDoes() throws IOException {
    assertEquals(
        "0 nothing was kept before TIME, so the report begins there\n",
        report("--store", store.toString(), "--since", "5h").replaceAll("20\\S+Z", "TIME"));
    assertTrue(Files.readString(file).contains("<p>Asked for from "));
  }

  @Test
  void saysWhyThereIsNoReport() {
    Path nowhere = directory.resolve("nowhere");
    assertEquals(
        "1 tidemark-collector: there is no store at %s; set --store to where a collector keeps its samples, or --url\n"
            .formatted(nowhere),
        report("--store", nowhere.toString()));
    assertEquals(
        "2 tidemark-collector: --store is off, expected where a collector kept its samples; see tidemark-collector report --help\n",
        report("--store", "off"));
    assertTrue(
        report("--store", store.toString(), "--since", "10h", "--until", "9h")
            .matches(
                "1 tidemark-collector: the store at \\S+ has nothing from \\S+ to \\S+; choose .*\n"));
    assertEquals(
        "1 tidemark-collector: there is no directory %s to write to; set --out\n"
            .formatted(nowhere),
        report("--store", store.toString(), "--out", nowhere.resolve("x.html").toString()));
    assertTrue(
        report("--url", "http://127.0.0.1:9")
            .startsWith("1 tidemark-collector: http://127.0.0.1:9 does not answer: "));
    assertEquals(
        "2 tidemark-collector: --since is to be 10s to 744h, and --until less than that; see tidemark-collector report --help\n",
        report("--since", "1s"));
    assertFalse(Files.exists(file));
  }
}

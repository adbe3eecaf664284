package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.collector.jvm.ChildJvm;
import io.tidemark.collector.postmortem.Incident;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportIT {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  @TempDir private static Path kept;
  @TempDir private Path directory;
  private Path file;

  @BeforeAll
  static void fill() {
    Incident.write(kept, System.currentTimeMillis() - 5_000);
  }

  @BeforeEach
  void choose() {
    file = directory.resolve("incident.html");
  }

  private CollectorProcess.Finished report(String... more) throws Exception {
    String[] usual = {"report", "--dir", directory.toString(), "--out", file.toString()};
    return CollectorProcess.run(
        java.util.stream.Stream.of(usual, more)
            .flatMap(java.util.Arrays::stream)
            .toArray(String[]::new));
  }

  @Test
  void opensInABrowserFromTheFileSystem() throws Exception {
    CollectorProcess.Finished written = report("--since", "70m", "--store", kept.toString());
    assertEquals(0, written.exitCode(), written.err());
    String begins = "nothing was kept before [0-9TZ:-]+, so the report begins there\n";
    assertTrue(written.err().matches(begins), written.err());
    assertTrue(Files.size(file) < 2_000_000, "bytes: " + Files.size(file));
    if (!"1".equals(System.getenv("TIDEMARK_REQUIRE_ALL"))) {
      assumeTrue(Files.isExecutable(CHROMIUM), "chromium is not installed");
    }
    String shown = browser();
    assertTrue(shown.contains("is behind 1 of 1 finding between"), shown);
    assertTrue(shown.contains("<h2>Configuration seen</h2>"), "complete");
    assertTrue(shown.stripTrailing().endsWith("</body></html>"), "complete");
    assertEquals(7, shown.split("<svg", -1).length - 1);
    assertTrue(shown.contains("&lt;script&gt;alert(1)"), "a client's name is text");
  }

  // What the browser made of it; what its console has goes to stderr.
  private String browser() throws IOException, InterruptedException {
    Path out = directory.resolve("dom.html");
    Path err = directory.resolve("console.txt");
    Process process =
        new ProcessBuilder(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--user-data-dir=" + directory.resolve("profile"),
                "--enable-logging=stderr",
                "--v=0",
                "--dump-dom",
                file.toUri().toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertEquals(0, process.waitFor(), () -> text(err));
    List<String> console =
        Files.readAllLines(err, StandardCharsets.UTF_8).stream()
            .filter(line -> line.contains("CONSOLE"))
            .toList();
    assertEquals(List.of(), console);
    return Files.readString(out);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void asksACollectorThatRuns() throws Exception {
    try (CollectorProcess collector =
        CollectorProcess.start(
            ChildJvm.running(), directory, Map.of(), "--store", kept.toString())) {
      CollectorProcess.Finished written = report("--since", "1h", "--url", collector.site());
      assertEquals("0 ", written.exitCode() + " " + written.err());
      String page = Files.readString(file);
      assertTrue(page.contains("from the collector at " + collector.site()));
      assertTrue(page.contains("is behind 1 of 1 finding between"), page);
      assertTrue(page.contains("What the collector says now"));
    }
  }

  @Test
  void saysThatACollectorKeepsNothing() throws Exception {
    try (CollectorProcess collector =
        CollectorProcess.start(ChildJvm.running(), directory, Map.of(), "--store", "off")) {
      CollectorProcess.Finished refused = report("--url", collector.site());
      assertEquals(
          "1 tidemark-collector: the collector at %s cannot be read: it keeps nothing; start it without --store off\n"
              .formatted(collector.site()),
          refused.exitCode() + " " + refused.err());
    }
  }
}

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportIT {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  @TempDir private Path directory;
  private Path store;
  private Path file;

  @BeforeEach
  void fill() {
    store = directory.resolve("store");
    file = directory.resolve("incident.html");
    Incident.write(store, System.currentTimeMillis() - 5_000);
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
    CollectorProcess.Finished written = report("--since", "70m", "--store", store.toString());
    assertEquals("0 ", written.exitCode() + " " + written.err());
    assertTrue(Files.size(file) < 2_000_000, "bytes: " + Files.size(file));
    if (!"1".equals(System.getenv("TIDEMARK_REQUIRE_ALL"))) {
      assumeTrue(Files.isExecutable(CHROMIUM), "chromium is not installed");
    }
    String shown = browser();
    assertTrue(shown.contains("is behind 1 of 1 finding between"), shown);
    assertTrue(shown.contains("<h2>Configuration seen</h2>"), "complete");
    assertTrue(shown.stripTrailing().endsWith("</body></html>"), "complete");
    assertEquals(6, shown.split("<svg", -1).length - 1);
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
            ChildJvm.running(), directory, Map.of(), "--store", store.toString())) {
      CollectorProcess.Finished written = report("--since", "1h", "--url", collector.site());
      assertEquals("0 ", written.exitCode() + " " + written.err());
      String page = Files.readString(file);
      assertTrue(page.contains("from the collector at " + collector.site()));
      assertTrue(page.contains("is behind 1 of 1 finding between"), page);
      assertTrue(page.contains("What the collector says now"));
    }
  }

  @Test
  void overwritesNothingUnlessForced() throws Exception {
    Files.writeString(file, "precious");
    CollectorProcess.Finished refused = report("--store", store.toString());
    assertEquals(
        "1 tidemark-collector: %s exists already; choose another --out, or --force to overwrite it\n"
            .formatted(file),
        refused.exitCode() + " " + refused.err());
    assertEquals("precious", Files.readString(file));
    assertEquals(0, report("--force", "--store", store.toString()).exitCode());
    assertTrue(Files.readString(file).startsWith("<!doctype html>"));
  }

  @Test
  void saysWhyThereIsNoReport() throws Exception {
    Path nowhere = directory.resolve("nowhere");
    assertEquals(
        "1 tidemark-collector: no collector answers, and there is no store at %s; set --store or --url\n"
            .formatted(nowhere),
        failed("--store", nowhere.toString()));
    assertTrue(
        failed("--store", store.toString(), "--since", "10h", "--until", "9h")
            .matches(
                "1 tidemark-collector: the store at \\S+ has nothing from \\S+ to \\S+; .*\n"));
    assertTrue(
        failed("--store", store.toString(), "--out", nowhere.resolve("x.html").toString())
            .matches("1 tidemark-collector: cannot write \\S+: .*NoSuchFile.*; set --out\n"));
    assertTrue(
        failed("--url", "http://127.0.0.1:9")
            .startsWith("1 tidemark-collector: http://127.0.0.1:9 does not answer: "));
  }

  private String failed(String... more) throws Exception {
    CollectorProcess.Finished report =
        List.of(more).contains("--out")
            ? CollectorProcess.run(
                java.util.stream.Stream.of(
                        new String[] {"report", "--dir", directory.toString()}, more)
                    .flatMap(java.util.Arrays::stream)
                    .toArray(String[]::new))
            : report(more);
    return report.exitCode() + " " + report.err();
  }
}

package io.tidemark.bench.host;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Processor time and memory of watching a host once a second: the collector, node_exporter with
 * what is comparable, {@code tcpstat} among it, and a program that calls OSHI, side by side in one
 * run, with more and more JVMs and sockets in TIME_WAIT; first while nobody calls the JVMs, at the
 * end while all their clients do. Prints a table in Markdown.
 *
 * <p>The collector and the program that calls OSHI sample by themselves; node_exporter measures
 * when it is asked, and is asked each second. To be run in a network namespace of its own: {@code
 * bench/run host} makes one.
 */
public final class HostCost {
  private static final int[] JVMS = {1, 5, 20};
  private static final int[] SOCKETS = {1, 10_000, 32_000, 50_000};
  private static final int SOCKETS_WHILE_CALLING = 32_000;
  private static final int WARM_UP_SECONDS = 30;
  private static final int SECONDS = 12;
  private static final int NODE_EXPORTER_PORT = 19_100;

  private final Path home;
  private final Path segments;
  private final HttpClient http = HttpClient.newHttpClient();

  private HostCost(Path home, Path segments) {
    this.home = home;
    this.segments = segments;
  }

  /** Argument: the checkout. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 1) {
      System.err.println("expected the path of the checkout; run bench/run host");
      System.exit(2);
    }
    Path segments = Files.createTempDirectory(Path.of("/dev/shm"), "tidemark-bench");
    try {
      new HostCost(Path.of(args[0]), segments).run();
    } finally {
      delete(segments);
      delete(store(segments));
    }
  }

  private static Path store(Path segments) {
    return segments.resolveSibling(segments.getFileName() + "-store");
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private void run() throws IOException, InterruptedException {
    System.out.println(
        "| JVMs | clients that call | TIME_WAIT | collector, ms of CPU a sample | node_exporter"
            + " | OSHI | collector, MiB resident | node_exporter | OSHI |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (int jvms : JVMS) {
      with(jvms);
    }
  }

  private void with(int jvms) throws IOException, InterruptedException {
    List<Watched> idle = new ArrayList<>();
    Map<String, Watched> watchers = new LinkedHashMap<>();
    try (TimeWaits sockets = new TimeWaits()) {
      for (int i = 0; i < jvms; i++) {
        idle.add(idleJvm(i));
      }
      watchers.put("collector", collector());
      watchers.put("node_exporter", nodeExporter());
      watchers.put("OSHI", oshi(idle));
      System.err.printf("%d JVMs: warming up for %d s%n", jvms, WARM_UP_SECONDS);
      ask(WARM_UP_SECONDS);
      for (int wanted : SOCKETS) {
        System.err.printf("%d JVMs, %d sockets in TIME_WAIT%n", jvms, sockets.fill(wanted));
        ask(6); // the change itself is not what is measured
        row(jvms, "none", TimeWaits.waiting(), watchers);
      }
      System.err.printf("%d JVMs, all of whose clients call%n", jvms);
      for (Watched jvm : idle) {
        jvm.tell('\n');
      }
      sockets.fill(SOCKETS_WHILE_CALLING);
      ask(6);
      row(jvms, "all, each second", TimeWaits.waiting(), watchers);
    } finally {
      for (Watched watcher : watchers.values()) {
        watcher.close();
      }
      for (Watched jvm : idle) {
        jvm.close();
      }
    }
  }

  private void row(int jvms, String calling, int waiting, Map<String, Watched> watchers)
      throws IOException, InterruptedException {
    Map<String, Long> before = new LinkedHashMap<>();
    for (Map.Entry<String, Watched> watcher : watchers.entrySet()) {
      before.put(watcher.getKey(), watcher.getValue().cpuNs());
    }
    ask(SECONDS);
    StringBuilder cpu = new StringBuilder();
    StringBuilder memory = new StringBuilder();
    for (Map.Entry<String, Watched> watcher : watchers.entrySet()) {
      long ns = watcher.getValue().cpuNs() - before.getOrDefault(watcher.getKey(), 0L);
      cpu.append(String.format(Locale.ROOT, " %.1f |", ns / 1e6 / SECONDS));
      memory.append(String.format(Locale.ROOT, " %.0f |", watcher.getValue().residentMib()));
    }
    System.out.printf(Locale.ROOT, "| %d | %s | %,d |%s%s%n", jvms, calling, waiting, cpu, memory);
  }

  /** Lets so many seconds go by, and asks node_exporter in each. */
  private void ask(int seconds) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + NODE_EXPORTER_PORT + "/metrics"))
            .build();
    for (int i = 0; i < seconds; i++) {
      long beganNs = System.nanoTime();
      http.send(request, HttpResponse.BodyHandlers.discarding());
      TimeUnit.NANOSECONDS.sleep(1_000_000_000L - (System.nanoTime() - beganNs));
    }
  }

  private Watched idleJvm(int number) throws IOException {
    List<String> command = java("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    command.add("-javaagent:" + home.resolve("agent/target/tidemark-agent.jar"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IdleJvm.class.getName());
    Map<String, String> environment =
        Map.of(
            "TIDEMARK_DIR", segments.toString(),
            "OTEL_SERVICE_NAME", "idle-" + number,
            "TIDEMARK_METHODS", IdleJvm.class.getName() + "#handle(client=0)");
    return Watched.start(environment, "READY", command);
  }

  private Watched collector() throws IOException {
    List<String> command = java("@" + home.resolve("collector/java.options"));
    command.add("-jar");
    command.add(home.resolve("collector/target/tidemark-collector.jar").toString());
    command.addAll(List.of("--port", "0", "--dir", segments.toString()));
    command.addAll(List.of("--store", store(segments).toString()));
    return Watched.start(Map.of(), "page", command);
  }

  private static Watched nodeExporter() throws IOException {
    return Watched.start(
        Map.of(),
        "istening on",
        List.of(
            "prometheus-node-exporter",
            "--web.listen-address=127.0.0.1:" + NODE_EXPORTER_PORT,
            // What the collector samples of a host, and no more.
            "--collector.disable-defaults",
            "--collector.tcpstat",
            "--collector.sockstat",
            "--collector.netstat",
            "--collector.pressure",
            "--collector.stat",
            "--collector.meminfo",
            "--collector.vmstat"));
  }

  private static Watched oshi(List<Watched> jvms) throws IOException {
    List<String> command = java("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(OshiSampler.class.getName());
    jvms.forEach(jvm -> command.add(Long.toString(jvm.pid())));
    return Watched.start(Map.of(), "READY", command);
  }

  private static List<String> java(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    return command;
  }
}

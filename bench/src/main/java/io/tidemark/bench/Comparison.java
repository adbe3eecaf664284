package io.tidemark.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One gRPC server under no agent, Tidemark and the OpenTelemetry agent (its exporters off), all in
 * one run: rounds take turns, so that whatever else the machine does hits all three alike. Prints a
 * table in Markdown. Medians over rounds of several servers each, since no two JVMs compile alike;
 * the servers idle while it is not their turn.
 *
 * <p>Run: {@code bench/run compare}.
 */
public final class Comparison {
  private static final int STARTS = 7;
  private static final int FORKS = 5;
  private static final int WARM_UP = 100_000;
  private static final int ROUNDS = 7;
  private static final int CALLS = 20_000;

  private final Map<String, List<String>> agents = new LinkedHashMap<>();
  private final Path segments;

  private Comparison(Path tidemark, Path openTelemetry, Path segments) {
    this.segments = segments;
    agents.put("no agent", List.of());
    agents.put("Tidemark", List.of("-javaagent:" + tidemark));
    agents.put(
        "OpenTelemetry",
        List.of(
            "-javaagent:" + openTelemetry,
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none"));
  }

  /** Arguments: Tidemark's agent jar, OpenTelemetry's agent jar. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("expected the paths of two agent jars; run bench/run compare");
      System.exit(2);
    }
    Path segments = Files.createTempDirectory(Path.of("/dev/shm"), "tidemark-bench");
    try {
      Path tidemark = Path.of(args[0]);
      Path openTelemetry = Path.of(args[1]);
      new Comparison(tidemark, openTelemetry, segments).run(tidemark, openTelemetry);
    } finally {
      delete(segments);
    }
  }

  private void run(Path tidemark, Path openTelemetry) throws IOException {
    Map<String, Row> rows = new LinkedHashMap<>();
    agents.keySet().forEach(name -> rows.put(name, new Row()));
    for (int i = 0; i < STARTS; i++) {
      System.err.printf("start %d of %d%n", i + 1, STARTS);
      for (Map.Entry<String, List<String>> agent : agents.entrySet()) {
        try (Subject subject = Subject.start(agent.getValue(), segments)) {
          row(rows, agent.getKey()).startMs.add(subject.startNs() / 1e6);
          row(rows, agent.getKey()).heldMib.add(subject.heldBytes() / 1048576.0);
        }
      }
    }
    for (int fork = 0; fork < FORKS; fork++) {
      System.err.printf("calls, servers %d of %d%n", fork + 1, FORKS);
      measureCalls(rows);
    }
    print(rows, Files.size(tidemark), Files.size(openTelemetry));
  }

  private void measureCalls(Map<String, Row> rows) throws IOException {
    Map<String, Subject> subjects = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, List<String>> agent : agents.entrySet()) {
        Subject subject = Subject.start(agent.getValue(), segments);
        subjects.put(agent.getKey(), subject);
        subject.call(WARM_UP);
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (Map.Entry<String, Subject> entry : subjects.entrySet()) {
          Subject.Usage before = entry.getValue().usage();
          entry.getValue().call(CALLS);
          Subject.Usage after = entry.getValue().usage();
          Row row = row(rows, entry.getKey());
          row.cpuUs.add((after.cpuNs() - before.cpuNs()) / 1e3 / CALLS);
          row.allocated.add((double) (after.allocatedBytes() - before.allocatedBytes()) / CALLS);
        }
      }
    } finally {
      for (Subject subject : subjects.values()) {
        subject.close();
      }
    }
  }

  private static Row row(Map<String, Row> rows, String name) {
    return rows.computeIfAbsent(name, absent -> new Row());
  }

  private static void print(Map<String, Row> rows, long tidemarkBytes, long otelBytes) {
    System.out.println(
        "| | CPU a request, µs | allocated a request, B | first answer, ms | heap held, MiB | jar, MB |");
    System.out.println("|---|---|---|---|---|---|");
    Row base = row(rows, "no agent");
    Map<String, Double> jars =
        Map.of("no agent", 0.0, "Tidemark", tidemarkBytes / 1e6, "OpenTelemetry", otelBytes / 1e6);
    rows.forEach(
        (name, row) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.1f |%n",
                name,
                cell(row.cpuUs, base.cpuUs, "%.1f"),
                cell(row.allocated, base.allocated, "%.0f"),
                cell(row.startMs, base.startMs, "%.0f"),
                cell(row.heldMib, base.heldMib, "%.1f"),
                jars.getOrDefault(name, 0.0)));
  }

  /** The median, the difference to the server without an agent, and the ratio to it. */
  private static String cell(List<Double> values, List<Double> base, String format) {
    String median = String.format(Locale.ROOT, format, median(values));
    if (values == base) {
      return median;
    }
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      differences.add(values.get(i) - base.get(i)); // of the same round
    }
    return String.format(
        Locale.ROOT,
        "%s (+" + format + ", ×%.2f)",
        median,
        median(differences),
        median(values) / median(base));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElse(Double.NaN);
  }

  private static void delete(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private static final class Row {
    final List<Double> cpuUs = new ArrayList<>();
    final List<Double> allocated = new ArrayList<>();
    final List<Double> startMs = new ArrayList<>();
    final List<Double> heldMib = new ArrayList<>();
  }
}

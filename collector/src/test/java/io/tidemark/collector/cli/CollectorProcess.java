package io.tidemark.collector.cli;

import io.tidemark.collector.jvm.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The collector's jar, run by a JDK as a user would run it. */
final class CollectorProcess implements AutoCloseable {
  // One for all: each client keeps a connection, and the collector has 64 at most.
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final Pattern ANNOUNCED =
      Pattern.compile(
          "tidemark-collector \\S+: page (https?://[0-9.]+:\\d+)/ metrics \\S+/metrics"
              + " segments \\S+ OTLP (on|off)");

  private final Process process;
  private final Path err;
  private final String site;
  private final BlockingQueue<String> out = new LinkedBlockingQueue<>();

  private CollectorProcess(Process process, Path err) throws IOException {
    this.process = process;
    this.err = err;
    BufferedReader reader = process.inputReader();
    String line = String.valueOf(reader.readLine());
    Matcher announced = ANNOUNCED.matcher(line);
    if (!announced.matches()) {
      throw new IOException("announced: " + line + ", stderr: " + Files.readString(err));
    }
    this.site = announced.group(1);
    Thread drain = new Thread(() -> reader.lines().forEach(out::add), "collector-stdout");
    drain.setDaemon(true);
    drain.start();
  }

  /** Starts it on a free port and waits until it says where it listens. */
  static CollectorProcess start(
      Path java, Path directory, Map<String, String> environment, String... more)
      throws IOException {
    Path err = Files.createTempFile(directory, "stderr", ".txt");
    List<String> arguments = new ArrayList<>(List.of("--port", "0", "--dir", directory.toString()));
    arguments.addAll(List.of(more));
    ProcessBuilder builder = builder(java, arguments.toArray(String[]::new));
    builder.environment().putAll(environment);
    return new CollectorProcess(builder.redirectError(err.toFile()).start(), err);
  }

  /** The same by another command, which the collector's own is appended to. */
  static CollectorProcess startBy(List<String> before, Path directory) throws IOException {
    Path err = Files.createTempFile(directory, "stderr", ".txt");
    ProcessBuilder builder =
        builder(ChildJvm.running(), "--port", "0", "--dir", directory.toString());
    builder.command().addAll(0, before);
    return new CollectorProcess(builder.redirectError(err.toFile()).start(), err);
  }

  /** Its process id. */
  long pid() {
    return process.pid();
  }

  /** What a command left behind. */
  record Finished(int exitCode, String out, String err) {}

  /** Runs a command that ends by itself, on the JDK that runs the tests. */
  static Finished run(String... arguments) throws IOException, InterruptedException {
    Process process = builder(ChildJvm.running(), arguments).start();
    // Little enough for the pipes to hold, so that one after the other will do.
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Finished(process.waitFor(), out, err);
  }

  private static ProcessBuilder builder(Path java, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-jar");
    command.add(System.getProperty("tidemark.collector.jar", "missing: tidemark.collector.jar"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS"); // would print a line
    builder.environment().put(StoreOptions.VARIABLE, "off"); // unless a test names a place
    return builder;
  }

  String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(site + path)).build();
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  /** Where it listens, such as {@code http://127.0.0.1:40123}. */
  String site() {
    return site;
  }

  /** The next line that it writes to stdout, after the one that says where it listens. */
  String nextLine() throws InterruptedException {
    return String.valueOf(out.poll(30, TimeUnit.SECONDS));
  }

  void hangUp() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
  }

  int threads() throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", "" + process.pid(), "task"))) {
      return (int) tasks.count();
    }
  }

  /** A counter's or gauge's value by its whole series, 0 where it has none. */
  double value(String series) throws IOException, InterruptedException {
    return get("/metrics")
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  /** Sends SIGTERM and returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("still runs half a minute after SIGTERM");
    }
    return process.exitValue();
  }

  /** What it wrote to stderr so far. */
  String err() throws IOException {
    return Files.readString(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

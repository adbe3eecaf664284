package io.tidemark.lab.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of the demonstration as a user starts it, from its jar, to its end.
 *
 * @param output all it said
 * @param lines the same, line by line
 */
record DemoRun(int exitCode, String output, List<Line> lines) {

  /** One line, and when it was said. */
  record Line(Instant at, String text) {}

  /** Runs it to its end. */
  static DemoRun of(String... options) throws IOException, InterruptedException {
    return of(Map.of(), options);
  }

  /** Runs it to its end, with more in its environment, and in that of all that it starts. */
  static DemoRun of(Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    Process process = start(environment, options);
    try {
      List<Line> lines = new ArrayList<>();
      BufferedReader output = process.inputReader(UTF_8);
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(new Line(Instant.now(), line));
      }
      String text = lines.stream().map(Line::text).collect(Collectors.joining("\n", "", "\n"));
      return new DemoRun(process.waitFor(), text, lines);
    } finally {
      process.destroy();
    }
  }

  static Process start(String... options) throws IOException {
    return start(Map.of(), options);
  }

  private static Process start(Map<String, String> environment, String... options)
      throws IOException {
    Programs programs = BuiltTree.programs();
    List<String> command = programs.java("-Xmx256m", "-Xss256k");
    command.add("-Dtidemark.home=" + programs.home());
    command.addAll(List.of("-jar", programs.labJar().toString()));
    if (Stream.of(options).noneMatch(option -> option.startsWith("--port="))) {
      command.add("--port=" + BuiltTree.freePort());
    }
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** The only group of the pattern's first match; the run's words are the failure's message. */
  String only(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(output);
    assertTrue(matcher.find(), () -> "expected " + pattern + " in\n" + output);
    return matcher.group(1);
  }

  /** When the first line with a text was said. */
  Instant saidAt(String text) {
    return lines.stream()
        .filter(line -> line.text().contains(text))
        .map(Line::at)
        .findFirst()
        .orElseThrow(() -> new AssertionError("expected " + text + " in\n" + output));
  }

  /** The two directories it said it made. */
  RunDirectories directories() {
    return new RunDirectories(
        Path.of(only("segments in ([^\\s,]+)")), Path.of(only("logs in (\\S+)")));
  }

  /** Whether both are gone. */
  boolean cleanedUp() {
    return !Files.exists(directories().segments()) && !Files.exists(directories().logs());
  }
}

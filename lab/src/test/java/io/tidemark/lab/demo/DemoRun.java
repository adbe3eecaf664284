package io.tidemark.lab.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of the demonstration as a user starts it, from its jar, to its end.
 *
 * @param output all it said
 */
record DemoRun(int exitCode, String output) {

  /** Runs it to its end. */
  static DemoRun of(String... options) throws IOException, InterruptedException {
    Process process = start(options);
    try {
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new DemoRun(process.waitFor(), output);
    } finally {
      process.destroy();
    }
  }

  static Process start(String... options) throws IOException {
    Programs programs = BuiltTree.programs();
    List<String> command = programs.java("-Xmx256m", "-Xss256k");
    command.add("-Dtidemark.home=" + programs.home());
    command.addAll(List.of("-jar", programs.labJar().toString()));
    command.add("--port=" + BuiltTree.freePort());
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** The only group of the pattern's first match; the run's words are the failure's message. */
  String only(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(output);
    assertTrue(matcher.find(), () -> "expected " + pattern + " in\n" + output);
    return matcher.group(1);
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

package io.tidemark.lab.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The collector's {@code who} over ten seconds, as a person runs it and as a program does. */
final class Who {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Programs programs;
  private final RunDirectories directories;

  Who(Programs programs, RunDirectories directories) {
    this.programs = programs;
    this.directories = directories;
  }

  /** Asks for both forms; the window of ten seconds begins now. */
  Question ask() throws IOException {
    return new Question(start(), start("--json"), System.nanoTime() + LIMIT.toNanos());
  }

  private Process start(String... more) throws IOException {
    List<String> command =
        new ArrayList<>(programs.java("-jar", programs.collectorJar().toString()));
    command.addAll(List.of("who", "--window", "10s", "--dir", directories.segments().toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectError(directories.logs().resolve("who.err").toFile())
        .start();
  }

  /**
   * The running question: the same one twice, for people and for programs.
   *
   * @param giveUpNs the reading of the nano clock at which nobody waits for it any longer
   */
  record Question(Process text, Process json, long giveUpNs) {

    boolean open() {
      return (text.isAlive() || json.isAlive()) && System.nanoTime() < giveUpNs;
    }

    /**
     * The answer for people, once the question is no longer open.
     *
     * @throws LabException if there is none
     */
    String answer() throws IOException {
      return output(text);
    }

    /** The answer for programs, likewise. */
    Verdict verdict() throws IOException {
      return Verdict.parse(output(json));
    }

    // Read after its end, which it reaches because a pipe holds far more than it prints.
    private static String output(Process process) throws IOException {
      if (process.isAlive()) {
        process.destroyForcibly();
        throw new LabException("who did not answer within " + LIMIT.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new LabException("who ended with exit code " + process.exitValue());
      }
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
  }
}

package io.tidemark.lab.demo;

import io.tidemark.lab.incident.Cast;
import io.tidemark.lab.incident.Outcome;
import io.tidemark.lab.incident.ScoreboardJson;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs each incident in a network namespace of its own: the sockets that it leaves in TIME_WAIT end
 * with it, rather than a minute later, and other programs' sockets are none of its symptoms. A
 * namespace needs a process, so each run is a scoreboard of one run.
 */
final class IsolatedTrials implements Runs {
  private static final int END_SECONDS = 10;
  private static final List<String> ALONE =
      List.of("--net", "--", "/bin/sh", "-c", "ip link set lo up && exec \"$@\"", "scoreboard");

  private final Programs programs;
  private final Path unshare;
  private final List<String> options;
  private @Nullable Process current;
  private boolean closed;

  private IsolatedTrials(Programs programs, Path unshare, List<String> options) {
    this.programs = programs;
    this.unshare = unshare;
    this.options = options;
  }

  /** Runs of their own; empty where this user may make no network namespace. */
  static Optional<Runs> where(Programs programs, int collectorPort, JudgeKind judge)
      throws IOException {
    Optional<Path> unshare = programs.find("unshare");
    if (unshare.isEmpty() || programs.find("ip").isEmpty()) {
      return Optional.empty();
    }
    List<String> options =
        List.of(
            "--scoreboard",
            "--shared-network",
            "--port",
            Integer.toString(collectorPort),
            "--judge",
            judge.name().toLowerCase(Locale.ROOT));
    IsolatedTrials trials = new IsolatedTrials(programs, unshare.get(), options);
    return trials.exitCode(List.of("true"), Redirect.DISCARD) == 0
        ? Optional.of(trials)
        : Optional.empty();
  }

  @Override
  public Outcome run(Cast cast) throws IOException {
    Path json = Files.createTempFile("tidemark-demo-", ".json");
    try {
      List<String> command =
          new ArrayList<>(
              programs.java(
                  "-Xmx256m",
                  "-Xss256k",
                  "-Dtidemark.home=" + programs.home(),
                  "-jar",
                  programs.labJar().toString()));
      command.addAll(options);
      command.addAll(List.of("--incidents", cast.incident().name()));
      command.addAll(List.of("--seeds", Long.toString(cast.seed()), "--json", json.toString()));
      int exitCode = exitCode(command, Redirect.INHERIT);
      String text = Files.readString(json);
      return text.isEmpty()
          ? broken(cast, "ended with exit code " + exitCode + " and without an outcome")
          : ScoreboardJson.outcomes(text).get(0);
    } finally {
      Files.delete(json);
    }
  }

  private static Outcome broken(Cast cast, String why) {
    return new Outcome(
        cast.incident().name(),
        cast.seed(),
        cast.culprits(),
        Optional.empty(),
        0,
        0,
        Optional.of(why));
  }

  private int exitCode(List<String> command, Redirect errors) throws IOException {
    List<String> alone = new ArrayList<>();
    alone.add(unshare.toString());
    alone.addAll(ALONE);
    alone.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(alone).redirectOutput(Redirect.DISCARD).redirectError(errors);
    Process process;
    synchronized (this) {
      if (closed) {
        return -1;
      }
      process = builder.start();
      current = process;
    }
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  @Override
  public synchronized boolean closed() {
    return closed;
  }

  /** Asks the run to end, which ends its own processes, and insists after ten seconds. */
  @Override
  public void close() {
    Process process;
    synchronized (this) {
      closed = true;
      process = current;
    }
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

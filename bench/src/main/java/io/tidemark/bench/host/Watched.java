package io.tidemark.bench.host;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that the benchmark started, and what it has used. */
final class Watched implements Closeable {
  private final Process process;

  private Watched(Process process) {
    this.process = process;
  }

  /** Starts a process and waits until a line of its output begins with a word. */
  static Watched start(Map<String, String> environment, String ready, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); ; line = output.readLine()) {
      if (line == null) {
        throw new IOException(command.get(0) + " ended before it said " + ready + ":\n" + said);
      }
      if (line.contains(ready)) {
        drain(output);
        return new Watched(process);
      }
      said.append(line).append('\n');
    }
  }

  // A full pipe would stop the process.
  private static void drain(BufferedReader output) {
    Thread thread = new Thread(() -> output.lines().forEach(line -> {}), "drain");
    thread.setDaemon(true);
    thread.start();
  }

  /** Writes a byte to its standard input. */
  void tell(int word) throws IOException {
    process.getOutputStream().write(word);
    process.getOutputStream().flush();
  }

  long pid() {
    return process.pid();
  }

  /**
   * Processor time of the threads that live, in nanoseconds: finer than the clock ticks of {@code
   * /proc/PID/stat}. Source: Linux, Documentation/scheduler/sched-stats.rst.
   */
  long cpuNs() throws IOException {
    long ns = 0;
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(proc().resolve("task"))) {
      for (Path task : tasks) {
        try {
          ns += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
        } catch (NoSuchFileException e) {
          // ended meanwhile, with little on its account
        }
      }
    }
    return ns;
  }

  /** Resident memory in MiB. */
  double residentMib() throws IOException {
    for (String line : Files.readAllLines(proc().resolve("status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    throw new IOException("process " + pid() + " has no memory");
  }

  private Path proc() {
    return Path.of("/proc", Long.toString(pid()));
  }

  /** Ends the process: by the end of its input, then by signals. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
        process.destroy();
      }
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

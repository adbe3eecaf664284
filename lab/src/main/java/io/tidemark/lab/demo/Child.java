package io.tidemark.lab.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process the lab started. It ends with this one: the lab's own JVMs watch their standard input,
 * any other program is put on a leash that does the same. Standard error goes to a file.
 *
 * <p>Thread-safe.
 */
public final class Child implements Closeable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int END_SECONDS = 5;

  /**
   * A shell that becomes the program, after it left a watcher behind which reads our end of the
   * pipe and kills the program when that closes, whichever way we went.
   */
  private static final List<String> LEASH =
      List.of(
          "/bin/sh",
          "-c",
          "exec 3<&0; { read -r _ <&3; kill $$; } >/dev/null 2>&1 & exec \"$@\" 3<&- </dev/null",
          "leash");

  private final String name;
  private final Path errors;
  private final Process process;
  private final Map<String, String> lastMessages = new ConcurrentHashMap<>();
  private final Gson gson = new Gson();

  private Child(String name, Path errors, Process process) {
    this.name = name;
    this.errors = errors;
    this.process = process;
  }

  /** Starts one of the lab's JVMs, whose standard output is messages, one a line. */
  static Child talking(String name, List<String> command, Path logs) throws IOException {
    Path errors = logs.resolve(name + ".err");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    Child child = new Child(name, errors, process);
    Thread reader = new Thread(child::readMessages, "from-" + name);
    reader.setDaemon(true);
    reader.start();
    return child;
  }

  /** Starts a foreign program, whose standard output joins its standard error. */
  static Child leashed(
      String name, List<String> command, Map<String, String> environment, Path logs)
      throws IOException {
    Path errors = logs.resolve(name + ".err");
    List<String> leashed = new ArrayList<>(LEASH);
    leashed.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(leashed).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new Child(name, errors, builder.redirectOutput(errors.toFile()).start());
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** The latest message that starts with {@code word}. */
  <T> Optional<T> last(String word, Class<T> type) {
    return Optional.ofNullable(lastMessages.get(word)).map(json -> gson.fromJson(json, type));
  }

  /**
   * Waits for a message that starts with {@code word}.
   *
   * @throws LabException if the process ends first, or after {@code limit}
   */
  <T> T await(String word, Class<T> type, Duration limit) {
    long endNs = System.nanoTime() + limit.toNanos();
    for (Optional<T> found = last(word, type); ; found = last(word, type)) {
      if (found.isPresent()) {
        return found.get();
      }
      if (!alive() || System.nanoTime() > endNs) {
        throw failure("did not say '" + word + "'");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /**
   * Sends one command and waits for the message that answers it.
   *
   * @throws LabException if the process ends first, or after {@code limit}
   */
  <T> T ask(String command, String word, Class<T> type, Duration limit) {
    lastMessages.remove(word);
    command(command);
    return await(word, type, limit);
  }

  /** Sends one command. */
  synchronized void command(String command) {
    try {
      process.getOutputStream().write((command + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw failure("cannot be told '" + command + "'");
    }
  }

  /** What to tell people: what went wrong, the process's state, and the end of its errors. */
  LabException failure(String what) {
    String state = alive() ? "is running" : "ended with exit code " + process.exitValue();
    return new LabException(name + " " + what + "; it " + state + ".\n" + tail());
  }

  /** Ends the process as SIGKILL does, without its consent. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks the process to end, insists after five seconds. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    letGo();
  }

  /** Closes our end of the pipe, as the end of this process would; it also frees the watcher. */
  void letGo() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // A pipe nobody reads any more: the process has ended, which is what was wanted.
    }
  }

  private void readMessages() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int space = line.indexOf(' ');
        if (space > 0) {
          lastMessages.put(line.substring(0, space), line.substring(space + 1));
        }
      }
    } catch (IOException e) {
      // The process was closed while this read.
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(errors);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

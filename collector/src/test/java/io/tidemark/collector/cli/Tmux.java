package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A real pseudo terminal with a shell in it: a tmux server of its own. */
final class Tmux implements AutoCloseable {
  private static final long LOOK_NS = 50_000_000;
  private final Path socket;

  private Tmux(Path socket) {
    this.socket = socket;
  }

  static Tmux start(Path directory, int columns, int rows)
      throws IOException, InterruptedException {
    Tmux tmux = new Tmux(directory.resolve("tmux"));
    boolean there;
    try {
      tmux.run(
          "-f",
          "/dev/null",
          "new-session",
          "-d",
          "-x",
          "" + columns,
          "-y",
          "" + rows,
          "env PS1='$ ' HISTFILE=/dev/null bash --norc");
      there = true;
    } catch (IOException e) {
      if ("1".equals(System.getenv("TIDEMARK_REQUIRE_ALL"))) {
        throw e;
      }
      there = false;
    }
    assumeTrue(there, "tmux is not installed");
    return tmux;
  }

  void type(String text) throws IOException, InterruptedException {
    run("send-keys", "-l", text);
  }

  void press(String key) throws IOException, InterruptedException {
    run("send-keys", key);
  }

  void resize(int columns, int rows) throws IOException, InterruptedException {
    run("resize-window", "-x", "" + columns, "-y", "" + rows);
  }

  List<String> screen() throws IOException, InterruptedException {
    return run("capture-pane", "-p").lines().map(String::stripTrailing).toList();
  }

  /** The screen, once it is as it should be. */
  List<String> await(String what, Predicate<List<String>> wanted)
      throws IOException, InterruptedException {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    List<String> screen = screen();
    while (!wanted.test(screen)) {
      if (System.nanoTime() > endNs) {
        throw new AssertionError(what + ", found:\n" + String.join("\n", screen));
      }
      LockSupport.parkNanos(LOOK_NS);
      screen = screen();
    }
    return screen;
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("tmux: " + out);
    }
    return out;
  }

  @Override
  public void close() throws IOException {
    try {
      run("kill-server");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.tidemark.collector.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** A process in a fixture of procfs, as one of a JVM was recorded. */
public final class FixtureProcess {
  private final Path directory;

  private FixtureProcess(Path directory) {
    this.directory = directory;
  }

  /** Starts a process that has a name, 39 threads, six descriptors and two threads to look at. */
  public static FixtureProcess start(Path proc, long pid, String name) throws IOException {
    FixtureProcess process = new FixtureProcess(proc.resolve(Long.toString(pid)));
    Files.createDirectories(process.directory);
    process.write("stat", recorded("stat").replace("4711 (java)", pid + " (" + name + ")"));
    process.write("status", recorded("status"));
    process.write("limits", recorded("limits"));
    for (int descriptor = 0; descriptor < 6; descriptor++) {
      process.write("fd/" + descriptor, "");
    }
    process.thread(pid, 10, 1);
    process.thread(pid + 1, 20, 2);
    return process;
  }

  /** Ends a process, with whatever else was put into its directory. */
  public static void end(Path proc, long pid) throws IOException {
    try (Stream<Path> files = Files.walk(proc.resolve(Long.toString(pid)))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Has a thread that switched so often. */
  public void thread(long thread, long voluntary, long involuntary) throws IOException {
    String status =
        recorded("status")
            .replace("nonvoluntary_ctxt_switches:\t1\n", "")
            .replace("voluntary_ctxt_switches:\t2\n", "");
    write(
        "task/" + thread + "/status",
        status
            + "voluntary_ctxt_switches:\t"
            + voluntary
            + "\nnonvoluntary_ctxt_switches:\t"
            + involuntary
            + "\n");
  }

  /** Ends a thread. */
  public void endThread(long thread) throws IOException {
    Files.delete(directory.resolve("task/" + thread + "/status"));
    Files.delete(directory.resolve("task/" + thread));
  }

  /** Has one of its files say something else. */
  public void replace(String file, String what, String by) throws IOException {
    write(file, Files.readString(directory.resolve(file)).replace(what, by));
  }

  /** Has one of its files say something. */
  public void write(String file, String text) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    Files.writeString(path, text, StandardCharsets.ISO_8859_1);
  }

  /** Takes one of its files away. */
  public void remove(String file) throws IOException {
    Files.delete(directory.resolve(file));
  }

  /** What was recorded: {@code stat}, {@code status} or {@code limits}. */
  public static String recorded(String file) throws IOException {
    return resource("/process/" + file);
  }

  static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(FixtureProcess.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}

package io.tidemark.collector.jvm;

import io.tidemark.collector.kernel.ProcessStats;
import io.tidemark.collector.process.Procfs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processes that the collector sees: those of procfs, or on other systems what the JDK tells.
 */
final class ProcessTree {
  private final Path proc;
  private final boolean procfs;
  private final ProcessStats stats;

  /**
   * Looks at nothing yet.
   *
   * @param proc the root of procfs
   * @param stats what is read once for all that ask
   */
  ProcessTree(Path proc, ProcessStats stats) {
    this.proc = proc;
    this.procfs = Procfs.at(proc);
    this.stats = stats;
  }

  /** Whether there is a process of that id, which has not ended. */
  boolean lives(long pid) {
    if (!procfs) {
      return ProcessHandle.of(pid).isPresent();
    }
    // Left files have the ids of processes that are gone, for which an exception would be dear.
    if (!stats.isKnown(pid) && !directory(pid).toFile().isDirectory()) {
      return false;
    }
    try {
      return !stats.of(pid).ended();
    } catch (IOException e) {
      return Files.isDirectory(directory(pid)); // it is there and does not tell
    }
  }

  /**
   * Whether the process has mapped a file: then the file is that process's own, and not left by an
   * earlier one of that id, or by one of another pid namespace.
   *
   * @param pathEnd how the mapped file's path ends, beginning with a slash
   * @param whenHidden the answer when the process does not show its mappings
   */
  boolean maps(long pid, String pathEnd, boolean whenHidden) {
    Path maps = directory(pid).resolve("maps");
    try (BufferedReader lines = Files.newBufferedReader(maps, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.endsWith(pathEnd)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return whenHidden;
    }
  }

  private Path directory(long pid) {
    return proc.resolve(Long.toString(pid));
  }
}

package io.tidemark.agent.gc;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The file in which HotSpot shares its counters, if it does. Source: HotSpot's {@code
 * perfMemory_posix.cpp}.
 */
final class Hsperfdata {
  private static final String FOLDER = "hsperfdata_";
  private static final String DELETED = " (deleted)";
  private static final long RECENT_MS = 60_000;

  private final Path file;
  private final Path maps;
  private final Clock clock;

  /**
   * @param tmp where HotSpot keeps the folder of each user
   * @param maps the running process's mappings, as procfs lists them
   */
  Hsperfdata(Path tmp, String user, long pid, Path maps, Clock clock) {
    this.file = tmp.resolve(FOLDER + user).resolve(Long.toString(pid));
    this.maps = maps;
    this.clock = clock;
  }

  /** That of the running JVM. */
  static Hsperfdata own() {
    return new Hsperfdata(
        Path.of("/tmp"),
        System.getProperty("user.name", "?"),
        ProcessHandle.current().pid(),
        Path.of("/proc/self/maps"),
        Clock.systemUTC());
  }

  /**
   * Whether there is a file that was written within the last minute: that of a JVM which has just
   * started. Some 0.1 ms. An older one may be of another JVM that had the same process id.
   */
  boolean isNew() {
    try {
      long writtenMs = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
      return Math.abs(clock.millis() - writtenMs) < RECENT_MS;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the JVM has mapped such a file, wherever it is, that others can find. Some 5 ms. */
  boolean isMapped() {
    try (BufferedReader mappings = Files.newBufferedReader(maps, StandardCharsets.ISO_8859_1)) {
      for (String line = mappings.readLine(); line != null; line = mappings.readLine()) {
        if (line.contains('/' + FOLDER) && !line.endsWith(DELETED)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS); // no Linux
    }
  }
}

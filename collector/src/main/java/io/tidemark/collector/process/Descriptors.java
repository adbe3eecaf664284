package io.tidemark.collector.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The number of open file descriptors of one process, by {@code /proc/PID/fd}.
 *
 * <p>Linux tells the number as the directory's size, from 6.2 on, to everybody. Before that the
 * directory must be listed, which is for its owner and root alone and takes 1 µs a descriptor: then
 * the last number stands for two hundred times as long as it took to find.
 */
final class Descriptors {
  private static final long REST = 200;

  private final Path directory;
  private final boolean sized;
  private final LongSupplier nanoTime;
  private OptionalLong listed = OptionalLong.empty();
  private long listAgainNs;

  /**
   * Looks at nothing yet.
   *
   * @param sized whether the directory's size is the number, see {@link #sized}
   */
  Descriptors(Path process, boolean sized, LongSupplier nanoTime) {
    this.directory = process.resolve("fd");
    this.sized = sized;
    this.nanoTime = nanoTime;
    this.listAgainNs = nanoTime.getAsLong();
  }

  /** Whether this procfs tells the number of descriptors as the directory's size. */
  static boolean sized(Path proc) {
    Path own = proc.resolve("self/fd");
    try {
      return Files.size(own) > 0 && "proc".equals(Files.getFileStore(own).type());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The number of descriptors.
   *
   * @throws AccessDeniedException when it is for others to know
   */
  long count() throws IOException {
    if (sized) {
      return Files.size(directory);
    }
    long startNs = nanoTime.getAsLong();
    if (listed.isEmpty() || startNs - listAgainNs >= 0) {
      String[] names = directory.toFile().list();
      if (names == null) {
        throw new AccessDeniedException(directory.toString());
      }
      listed = OptionalLong.of(names.length);
      long endNs = nanoTime.getAsLong();
      listAgainNs = endNs + REST * (endNs - startNs);
    }
    return listed.getAsLong();
  }
}

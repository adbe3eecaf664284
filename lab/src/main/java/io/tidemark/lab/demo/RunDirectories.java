package io.tidemark.lab.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The fresh directories of one run, readable by this user alone.
 *
 * @param segments in shared memory
 * @param logs what the processes wrote, and the clients' ledger
 */
public record RunDirectories(Path segments, Path logs) {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  public static RunDirectories create() throws IOException {
    return new RunDirectories(
        Files.createTempDirectory(SHARED_MEMORY, "tidemark-demo-"),
        Files.createTempDirectory("tidemark-demo-"));
  }

  public void delete() throws IOException {
    delete(segments);
    delete(logs);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    }
  }
}

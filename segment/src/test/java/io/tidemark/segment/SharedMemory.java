package io.tidemark.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes a test's folder on tmpfs where there is one, as that of a service: a disk would be written
 * to each time that a file is replaced.
 */
final class SharedMemory implements TempDirFactory {
  private static final Path TMPFS = Path.of("/dev/shm");

  @Override
  public Path createTempDirectory(
      AnnotatedElementContext elementContext, ExtensionContext extensionContext)
      throws IOException {
    String name = "tidemark-segment-";
    return Files.isWritable(TMPFS)
        ? Files.createTempDirectory(TMPFS, name)
        : Files.createTempDirectory(name);
  }
}

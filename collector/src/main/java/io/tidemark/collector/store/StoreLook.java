package io.tidemark.collector.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a collector would find at the place of its store, without changing anything or keeping
 * another one out.
 *
 * @param bytes that its files take
 * @param trouble why samples would not be kept, or not all of them; empty where they would be
 * @param cure what to do about it; empty where nothing is to be done
 */
public record StoreLook(long bytes, String trouble, String cure) {
  private static final int MAX_FILES = 4096;

  /** Looks. */
  public static StoreLook at(StoreSettings settings) {
    Path directory = settings.directory();
    try {
      long bytes = bytes(directory);
      Optional<StoreException> trouble = trouble(settings, bytes);
      return new StoreLook(
          bytes,
          trouble.map(e -> String.valueOf(e.getMessage())).orElse(""),
          trouble.map(StoreException::cure).orElse(""));
    } catch (IOException | RuntimeException e) {
      StoreException failed = failed(directory + ": " + StoreException.reason(e));
      return new StoreLook(0, String.valueOf(failed.getMessage()), failed.cure());
    }
  }

  private static long bytes(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.limit(MAX_FILES).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static Optional<StoreException> trouble(StoreSettings settings, long bytes)
      throws IOException {
    Path there = existing(settings.directory());
    if (!Files.isDirectory(there)) {
      return Optional.of(failed(there + " is no directory"));
    }
    if (!Files.isWritable(there)) {
      boolean readOnly = Files.getFileStore(there).isReadOnly();
      return Optional.of(
          failed(there + ": " + (readOnly ? "Read-only file system" : "Permission denied")));
    }
    long room = Files.getFileStore(there).getUsableSpace();
    if (room < settings.sizeBytes() - bytes) {
      return Optional.of(
          failed(
              "%s: No space left for all of it: %d of %d MiB"
                  .formatted(there, room >> 20, (settings.sizeBytes() - bytes) >> 20)));
    }
    List<StoreException> leftOut = new ArrayList<>();
    if (Files.isDirectory(settings.directory())) {
      StoreDirectory.read(settings.directory(), leftOut::add).close();
    }
    // Another one that writes is what one hopes for; what is damaged will be set aside.
    return leftOut.stream().filter(e -> e.kind() == StoreException.Kind.NEWER).findFirst();
  }

  private static Path existing(Path directory) {
    Path there = directory.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there;
  }

  private static StoreException failed(String what) {
    return new StoreException(StoreException.Kind.FAILED, what);
  }
}

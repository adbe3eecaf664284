package io.tidemark.collector.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store's directory: a file {@code lock}, held by the collector that writes, and the files of
 * each level. For the owner's eyes, since clients' names are in it.
 */
final class StoreDirectory implements AutoCloseable {
  private final @Nullable FileChannel lock;
  private final Map<Level, Shards> levels = new EnumMap<>(Level.class);

  private StoreDirectory(@Nullable FileChannel lock) {
    this.lock = lock;
  }

  /**
   * Opens a directory to write, which is made if there is none.
   *
   * @param setAside is told of each file that was not understood
   * @throws StoreException of every reason why it cannot be
   */
  static StoreDirectory open(StoreSettings settings, Consumer<StoreException> setAside)
      throws StoreException {
    Path directory = settings.directory();
    try {
      Files.createDirectories(directory, ownersOnly(directory, "rwx------"));
      StoreDirectory opened = new StoreDirectory(lock(directory));
      opened.levels(settings, setAside, true);
      return opened;
    } catch (StoreException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new StoreException(
          StoreException.Kind.FAILED,
          "cannot write " + directory + ": " + StoreException.reason(e),
          e);
    }
  }

  /** Opens a directory in which nothing is changed; what somebody else writes is left out. */
  static StoreDirectory read(Path directory) throws IOException {
    return read(directory, e -> {});
  }

  /**
   * The same.
   *
   * @param leftOut is told of each file that could not be read
   */
  static StoreDirectory read(Path directory, Consumer<StoreException> leftOut) throws IOException {
    StoreDirectory opened = new StoreDirectory(null);
    opened.levels(new StoreSettings(directory, StoreSettings.MAX_BYTES), leftOut, false);
    return opened;
  }

  private void levels(StoreSettings settings, Consumer<StoreException> setAside, boolean writes)
      throws IOException {
    try {
      for (Level level : Level.values()) {
        long share = level.share(settings.sizeBytes());
        levels.put(level, Shards.open(settings.directory(), level, share, writes, setAside));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            ownersOnly(directory, "rw-------")); // or anybody could hold it
    try {
      FileLock held = channel.tryLock();
      if (held != null) {
        return channel; // closing it lets go
      }
    } catch (OverlappingFileLockException e) {
      // Held within this process.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new StoreException(
        StoreException.Kind.IN_USE, directory + " is written by another collector");
  }

  /** Rights for what is made at a place, where the place knows such. */
  static FileAttribute<?>[] ownersOnly(Path place, String rights) throws IOException {
    Path there = place.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    FileStore disk = Files.getFileStore(there);
    return disk.supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }

  Shards level(Level level) {
    return Objects.requireNonNull(levels.get(level));
  }

  long bytes() {
    return levels.values().stream().mapToLong(Shards::bytes).sum();
  }

  long tooLong() {
    return levels.values().stream().mapToLong(Shards::tooLong).sum();
  }

  long unreadable() {
    return levels.values().stream().mapToLong(Shards::unreadable).sum();
  }

  /** Makes coarse blocks of all that is complete and was not yet. */
  void rollUp() throws IOException {
    new Rollups(level(Level.FULL), level(Level.TENS), Level.TENS).run();
    new Rollups(level(Level.TENS), level(Level.MINUTES), Level.MINUTES).run();
  }

  @Override
  public void close() {
    levels.values().forEach(Shards::close);
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        // The system lets go at the latest when the process ends.
      }
    }
  }
}

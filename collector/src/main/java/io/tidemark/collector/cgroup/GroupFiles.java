package io.tidemark.collector.cgroup;

import io.tidemark.collector.discovery.HeldFile;
import io.tidemark.collector.kernel.KernelFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of control groups: each once in a look, however many JVMs share the group, and
 * through a descriptor that stays open where the kernel makes the file. A file that is not there is
 * looked for again every tenth look.
 *
 * <p>What is reached through {@code /proc/PID/root} is a container's to arrange, which may put
 * links, pipes and devices there: {@link HeldFile} opens it. Elsewhere, in the collector's own file
 * system, no link is followed as a file's last name. Not thread-safe.
 */
public final class GroupFiles {
  private static final int LOOKS_PER_MISS = 10;
  private static final int LOOKS_KEPT = 15; // more than from one search for groups to the next

  private final Path proc;
  private final KernelFiles files;
  private final Map<Path, Entry> entries = new HashMap<>();
  private long look;

  /**
   * Reads nothing yet.
   *
   * @param proc the root of procfs
   */
  public GroupFiles(Path proc, KernelFiles files) {
    this.proc = proc;
    this.files = files;
  }

  /** A file and what it said last. */
  private static final class Entry {
    private final KernelFiles.Kept file;
    private long readAt = -1;
    private long askedAt;
    private Optional<String> text = Optional.empty();

    Entry(KernelFiles.Kept file) {
      this.file = file;
    }
  }

  /** Begins the next look: what is asked for from now on is read anew. */
  public void nextLook() {
    look++;
    if (look % LOOKS_KEPT == 0) {
      entries.values().removeIf(entry -> look - entry.askedAt > LOOKS_KEPT && close(entry));
    }
  }

  private static boolean close(Entry entry) {
    entry.file.close();
    return true;
  }

  /** What a file of a group says in this look; empty when it cannot be read. */
  Optional<String> text(Path directory, String name) {
    Path path = directory.resolve(name);
    Entry entry = entries.get(path);
    if (entry == null) {
      entry = new Entry(files.keep(() -> open(directory, name)));
      entries.put(path, entry);
    }
    entry.askedAt = look;
    boolean missed = files.keepsOpen() && entry.text.isEmpty() && entry.readAt >= 0;
    if (missed ? look - entry.readAt >= LOOKS_PER_MISS : entry.readAt != look) {
      entry.readAt = look;
      entry.text = read(entry.file);
    }
    return entry.text;
  }

  private static Optional<String> read(KernelFiles.Kept file) {
    try {
      return Optional.of(file.text());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private FileChannel open(Path directory, String name) throws IOException {
    Path root = root(directory);
    if (root != null) {
      try (HeldFile held = HeldFile.open(root, inside(root, directory.resolve(name)))) {
        return held.open();
      }
    }
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(file.toString());
    }
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether a group is there. */
  boolean isThere(Path directory) {
    return identity(directory).isPresent();
  }

  /** What tells a group's directory from a later one of the same name; empty when it is gone. */
  Optional<Object> identity(Path directory) {
    Path root = root(directory);
    try {
      if (root != null) {
        return Optional.of(HeldFile.directory(root, inside(root, directory)));
      }
      BasicFileAttributes now = Files.readAttributes(directory, BasicFileAttributes.class);
      return now.isDirectory() ? Optional.ofNullable(now.fileKey()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** {@code /proc/PID/root} if the path is below one, else null. */
  private @Nullable Path root(Path path) {
    int process = proc.getNameCount();
    boolean isInside =
        path.startsWith(proc)
            && path.getNameCount() > process + 1
            && path.getName(process + 1).toString().equals("root");
    return isInside ? proc.resolve(path.getName(process)).resolve("root") : null;
  }

  private static String inside(Path root, Path path) {
    return "/" + root.relativize(path);
  }
}

package io.tidemark.segment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The directory in which JVMs leave their segments and collectors find them.
 *
 * <p>It must be in memory (tmpfs): a mapped file on a disk can stall whoever writes into it for
 * seconds while the kernel writes it back. Directories are created 0700 and files 0600; links are
 * never followed.
 *
 * @param path where it is
 */
public record SegmentDirectory(Path path) {
  /** What the name of a segment's file ends with. */
  public static final String SUFFIX = ".segment";

  /** Variable that names the directory, for agent and collector alike. */
  public static final String VARIABLE = "TIDEMARK_DIR";

  /** Used when nothing else is said. */
  public static final Path DEFAULT = Path.of("/dev/shm/tidemark");

  // A service that restarts in a loop, with no collector to tidy up, must not fill the memory.
  private static final int DEAD_KEPT = 8;

  // A file that is being created is not locked for an instant, and must not be taken for a dead
  // one.
  private static final long PRUNED_AFTER_MS = 60_000;

  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

  /**
   * Makes the directory fit for a writer: creates it if needed and checks it.
   *
   * @param allowDisk accept a file system that is not in memory
   * @throws IOException saying what was found, what was expected and what to do
   */
  public void prepare(boolean allowDisk) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    try {
      if (posix) {
        Files.createDirectory(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(path);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(path + " is not a directory; set " + VARIABLE + " to one", e);
      }
    }
    String type = Files.getFileStore(path).type();
    if (!allowDisk && !IN_MEMORY.contains(type)) {
      throw new IOException(
          "%s is on %s, expected tmpfs, because a file on a disk can stall the service; set %s to a directory on tmpfs"
              .formatted(path, type, VARIABLE));
    }
    prune();
  }

  /** A new file's path; random, so that equal pids of two containers do not meet. */
  Path newFile(long pid) {
    // In a starting JVM, a secure random number and a formatter would cost 40 ms; a name that
    // somebody guesses harms nothing, since the file must not exist yet.
    String name = Long.toString(pid).concat("-").concat(Long.toHexString(new Random().nextLong()));
    return path.resolve(name.concat(SUFFIX));
  }

  FileChannel create(Path file) throws IOException {
    Set<? extends OpenOption> options =
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? FileChannel.open(
            file,
            options,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : FileChannel.open(file, options);
  }

  /** Removes a segment's file; one that is gone already is no error. */
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * The segments' files, sorted by name; links and other files are left out. Empty when the
   * directory does not exist, since then no JVM has been started with the agent yet.
   *
   * @throws IOException when the directory exists and cannot be listed
   */
  public List<Path> segments() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + SUFFIX)) {
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          found.add(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(found);
    return found;
  }

  // Keeps the youngest few of the dead, for a post-mortem, and removes the rest.
  private void prune() throws IOException {
    List<Path> dead = new ArrayList<>();
    long youngestMs = System.currentTimeMillis() - PRUNED_AFTER_MS;
    for (Path file : segments()) {
      try (FileChannel channel = open(file)) {
        if (modified(file).toMillis() < youngestMs && !writerLives(channel)) {
          dead.add(file);
        }
      } catch (NoSuchFileException | AccessDeniedException e) {
        // Another process's business: gone meanwhile, or of another user.
      }
    }
    if (dead.size() <= DEAD_KEPT) {
      return;
    }
    dead.sort(Comparator.comparing(SegmentDirectory::modified).reversed());
    for (Path file : dead.subList(DEAD_KEPT, dead.size())) {
      delete(file);
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /** Opens a segment for reading, without following a link. */
  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Whether the process that writes the file lives: it holds a lock, which the kernel drops when it
   * dies, in whatever pid namespace it was. Must be asked from another process.
   */
  static boolean writerLives(FileChannel channel) throws IOException {
    try (FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true; // this very process writes it
    }
  }
}

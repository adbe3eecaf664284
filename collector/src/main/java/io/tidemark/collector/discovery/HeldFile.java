package io.tidemark.collector.discovery;

import com.sun.jna.Native;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * A regular file of a process's mount namespace, held by a descriptor that neither reads nor writes
 * it (O_PATH). {@link #path} leads to that very file, whatever becomes of its name.
 *
 * <p>Assumptions: the collector may be root on the host; whoever is root in a container may put
 * links, pipes, devices and mounts anywhere below {@code /proc/PID/root}, and change them between
 * any two system calls.
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>No link is followed: an absolute one would lead into the collector's own file system. Each
 *       component is opened alone, below the one before, with O_NOFOLLOW; {@code ..} is refused.
 *   <li>Nothing but a regular file is ever opened for reading, so that neither a pipe can stop the
 *       collector nor a device be touched: the kind is asked of the descriptor, and what is read
 *       later is the file behind it, not what its name leads to by then.
 *   <li>Nothing is written, created or removed: there is no method for it.
 * </ol>
 *
 * <p>Source: open(2), proc(5). A path below {@code /proc/PID/root} must not be opened in any other
 * way. Java's own {@code SecureDirectoryStream} gives 1 and 3, but not 2.
 */
public final class HeldFile implements Closeable {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final int STEP = LibC.O_PATH | LibC.O_NOFOLLOW | LibC.O_CLOEXEC;
  private static final int ROOT = LibC.O_PATH | LibC.O_DIRECTORY | LibC.O_CLOEXEC;
  private static final int MAX_PATH_CHARS = 4096;
  private static final int PERMISSION_DENIED = 13;
  private static final int NOT_PERMITTED = 1;

  private final int descriptor;
  private final Path shown;
  private final Object identity;
  private boolean closed;

  private HeldFile(int descriptor, Path shown, Object identity) {
    this.descriptor = descriptor;
    this.shown = shown;
    this.identity = identity;
  }

  /**
   * Takes hold of a file.
   *
   * @param root the root of the process's file system, {@code /proc/PID/root}
   * @param inside the file's absolute path there
   * @throws AccessDeniedException when the process may not be looked into
   * @throws IOException when there is no such regular file, or a link leads to it
   */
  public static HeldFile open(Path root, String inside) throws IOException {
    Path shown = shown(root, inside);
    int at = walk(root, inside, shown);
    try {
      BasicFileAttributes attributes = Files.readAttributes(link(at), BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new NoSuchFileException(shown + " is no regular file");
      }
      Object identity = attributes.fileKey();
      return new HeldFile(at, shown, identity == null ? shown : identity);
    } catch (IOException | RuntimeException e) {
      LibC.close(at);
      throw e;
    }
  }

  /**
   * Device and inode of a directory, found in the same way, and let go again.
   *
   * @param root the root of the process's file system, {@code /proc/PID/root}
   * @param inside the directory's absolute path there
   * @throws IOException when there is no such directory, or a link leads to it
   */
  public static Object directory(Path root, String inside) throws IOException {
    Path shown = shown(root, inside);
    int at = walk(root, inside, shown);
    try {
      BasicFileAttributes attributes = Files.readAttributes(link(at), BasicFileAttributes.class);
      Object identity = attributes.fileKey();
      if (!attributes.isDirectory()) {
        throw new NoSuchFileException(shown + " is no directory");
      }
      return identity == null ? shown : identity;
    } finally {
      LibC.close(at);
    }
  }

  /** A descriptor of what is there, whatever it is. */
  private static int walk(Path root, String inside, Path shown) throws IOException {
    LibC.load();
    if (inside.length() > MAX_PATH_CHARS || !inside.startsWith("/") || inside.indexOf('\0') >= 0) {
      throw new NoSuchFileException(inside.length() + " characters, expected an absolute path");
    }
    int at = step(LibC.AT_FDCWD, root.toString(), ROOT, shown);
    try {
      for (String name : inside.substring(1).split("/", -1)) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
          throw new NoSuchFileException(shown + " is not in its shortest form");
        }
        int next = step(at, name, STEP, shown);
        LibC.close(at);
        at = next;
      }
      return at;
    } catch (IOException | RuntimeException e) {
      LibC.close(at);
      throw e;
    }
  }

  /** Whether files can be held here: where native code may be loaded. */
  public static boolean possible() {
    try {
      LibC.load();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path shown(Path root, String inside) throws IOException {
    try {
      return Path.of(root + inside);
    } catch (InvalidPathException e) { // characters that this JVM's locale does not have
      throw new NoSuchFileException(e.getReason());
    }
  }

  private static int step(int directory, String name, int flags, Path shown) throws IOException {
    byte[] path = (name + '\0').getBytes(StandardCharsets.UTF_8);
    int descriptor = LibC.openat(directory, path, flags);
    if (descriptor >= 0) {
      return descriptor;
    }
    int error = Native.getLastError();
    throw error == PERMISSION_DENIED || error == NOT_PERMITTED
        ? new AccessDeniedException(shown.toString())
        : new NoSuchFileException(shown.toString(), null, "error " + error);
  }

  private static Path link(int descriptor) {
    return DESCRIPTORS.resolve(Integer.toString(descriptor));
  }

  /**
   * How to open a file for reading, whether it is the {@link #path} of a held one, which is a link,
   * or one of the collector's own file system, where none is followed.
   */
  public static Set<OpenOption> readOptions(Path file) {
    return file.startsWith(DESCRIPTORS)
        ? Set.of(StandardOpenOption.READ)
        : Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /** Leads to the file while it is held; a link, which {@link #readOptions} follow. */
  public Path path() {
    return link(descriptor);
  }

  /** Opens the file for reading, while it is held. */
  public FileChannel open() throws IOException {
    if (closed) { // the descriptor may be another file's by now
      throw new NoSuchFileException(shown + " is not held any more");
    }
    return FileChannel.open(path(), readOptions(path()));
  }

  /** Where the file was found: for people and for telling files apart, not to be opened. */
  public Path shown() {
    return shown;
  }

  /** Device and inode: equal for two ways to the same file. */
  public Object identity() {
    return identity;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      LibC.close(descriptor);
    }
  }
}

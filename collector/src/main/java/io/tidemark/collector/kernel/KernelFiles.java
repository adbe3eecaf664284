package io.tidemark.collector.kernel;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the kernel's text files, each by one {@code pread} from its beginning: the kernel makes the
 * text anew for that, and gives all of it when there is room.
 *
 * <p>Where the kernel makes them, files that are read again and again stay open, {@value #MAX_OPEN}
 * of them at most. Such a file never becomes another one's: reading that of a process or of a
 * control group that is gone fails, and then the name is opened anew. Elsewhere, where a directory
 * only looks like procfs, each reading opens the name.
 *
 * <p>Not thread-safe: there is one buffer for all. Source: proc(5), {@code fs/seq_file.c}, {@code
 * fs/kernfs/file.c}.
 */
public final class KernelFiles {
  /** Most of a file that is read, in bytes. */
  public static final int MAX_BYTES = 64 << 10;

  private static final int MAX_OPEN = 1024;

  // What the JDK reads without allocating memory for it.
  private static final int SHORT_BYTES = 8 << 10;
  private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);

  private final boolean keepsOpen;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_BYTES);
  private final byte[] bytes = new byte[MAX_BYTES];
  private int open;

  private KernelFiles(boolean keepsOpen) {
    this.keepsOpen = keepsOpen;
  }

  /**
   * Reads nothing yet.
   *
   * @param proc the root of procfs; when it is not the kernel's own, nothing is kept open
   */
  public static KernelFiles of(Path proc) {
    return new KernelFiles(isProcfs(proc));
  }

  /** Whether a directory is the kernel's procfs, and not one that looks like it. */
  private static boolean isProcfs(Path proc) {
    try {
      return "proc".equals(Files.getFileStore(proc).type());
    } catch (IOException e) {
      return false;
    }
  }

  /** How a file is opened. */
  @FunctionalInterface
  public interface Opening {
    /**
     * Opens it for reading.
     *
     * @throws IOException when it is not there, or not for us
     */
    FileChannel open() throws IOException;
  }

  /** Whether files stay open between two readings. */
  public boolean keepsOpen() {
    return keepsOpen;
  }

  /** A file that will be read again and again. Nothing is opened yet. */
  public Kept keep(Path file) {
    return keep(() -> FileChannel.open(file, READ));
  }

  /** The same of a file that needs care to open. */
  public Kept keep(Opening opening) {
    return new Kept(opening);
  }

  /**
   * The text of a file that is read once.
   *
   * @throws IOException when it cannot be opened or read
   */
  public String text(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ)) {
      return text(channel);
    }
  }

  /**
   * The text of a short file that is read once, by the cheapest way that there is.
   *
   * @return up to {@value #SHORT_BYTES} bytes of it, each a character
   * @throws IOException when it cannot be opened or read, without saying which of these
   */
  public String shortText(String file) throws IOException {
    try (InputStream in = new FileInputStream(file)) {
      int length = Math.max(0, in.read(bytes, 0, SHORT_BYTES));
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
  }

  // Names in there may have any bytes, so each byte is a character.
  private String text(FileChannel channel) throws IOException {
    int length = read(channel);
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  private int read(FileChannel channel) throws IOException {
    buffer.clear();
    int length = Math.max(0, channel.read(buffer, 0));
    buffer.get(0, bytes, 0, length);
    return length;
  }

  /** One file, open between two readings where that is sound. */
  public final class Kept implements Closeable {
    private final Opening opening;
    private @Nullable FileChannel channel;

    private Kept(Opening opening) {
      this.opening = opening;
    }

    /**
     * What it says now, each byte a character; up to {@link #MAX_BYTES} of it.
     *
     * @throws java.nio.file.NoSuchFileException when it is not there any more
     * @throws IOException when it cannot be read
     */
    public String text() throws IOException {
      return new String(bytes, 0, read(), StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads it into the common buffer, where it stays until the next reading of any file.
     *
     * @return how many bytes of {@link #bytes} are its
     */
    public int read() throws IOException {
      if (channel != null) {
        try {
          return KernelFiles.this.read(channel);
        } catch (IOException e) {
          close(); // what it was of is gone; there may be another of that name
        }
      }
      FileChannel fresh = opening.open();
      boolean keeps = false;
      try {
        int length = KernelFiles.this.read(fresh);
        keeps = keepsOpen && open < MAX_OPEN;
        return length;
      } finally {
        if (keeps) {
          channel = fresh;
          open++;
        } else {
          fresh.close();
        }
      }
    }

    /** The common buffer. */
    public byte[] bytes() {
      return bytes;
    }

    /** Lets go of it; a later reading opens it anew. */
    @Override
    public void close() {
      FileChannel held = channel;
      channel = null;
      if (held != null) {
        open--;
        try {
          held.close();
        } catch (IOException e) {
          // It was read only: there is nothing left to lose.
        }
      }
    }
  }
}

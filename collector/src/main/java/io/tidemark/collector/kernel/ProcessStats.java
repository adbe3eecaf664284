package io.tidemark.collector.kernel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /proc/PID/stat} says of the processes that somebody asks for, read once in a look for
 * all who ask in it. Not thread-safe.
 */
public final class ProcessStats implements Closeable {
  private final Path proc;
  private final KernelFiles files;
  private final Map<Long, Entry> entries = new HashMap<>();
  private long look;

  /** A process's file, and what it said in the look in which it was read last. */
  private static final class Entry {
    private final KernelFiles.Kept file;
    private long look = -1;
    private @Nullable ProcessStat stat;
    private @Nullable IOException failure;

    Entry(KernelFiles.Kept file) {
      this.file = file;
    }
  }

  /**
   * Reads nothing yet.
   *
   * @param proc the root of procfs
   */
  public ProcessStats(Path proc, KernelFiles files) {
    this.proc = proc;
    this.files = files;
  }

  /** Begins the next look: whatever is asked for from now on is read anew. */
  public void nextLook() {
    long last = look;
    entries.values().removeIf(entry -> entry.look < last && close(entry));
    look++;
  }

  private static boolean close(Entry entry) {
    entry.file.close();
    return true;
  }

  /** Whether a process was there in the last look in which it was asked for. */
  public boolean isKnown(long pid) {
    Entry entry = entries.get(pid);
    return entry != null && entry.failure == null;
  }

  /**
   * What is said of a process in this look.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such process
   * @throws IOException when it cannot be read, or says nothing sound
   */
  public ProcessStat of(long pid) throws IOException {
    Entry entry = entries.get(pid);
    if (entry == null) {
      entry = new Entry(files.keep(proc.resolve(Long.toString(pid)).resolve("stat")));
      entries.put(pid, entry);
    }
    if (entry.look != look) {
      read(entry);
    }
    if (entry.failure != null) {
      throw entry.failure;
    }
    if (entry.stat == null) {
      throw new IOException("stat of " + pid + " was not read");
    }
    return entry.stat;
  }

  private void read(Entry entry) {
    entry.look = look;
    entry.stat = null;
    entry.failure = null;
    try {
      entry.stat = ProcessStat.parse(entry.file.text());
    } catch (IOException e) {
      entry.failure = e;
    }
  }

  @Override
  public void close() {
    entries.values().forEach(ProcessStats::close);
    entries.clear();
  }
}

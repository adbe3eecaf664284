package io.tidemark.collector.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one level, numbered in the order in which they were written. The last is appended to
 * until it is full; together they never take more than the level's share.
 *
 * <p>What was written later is believed: when the clock is set back a new file begins, and what
 * older files have of the time from there on is no longer shown.
 *
 * <p>One thread writes; others may read meanwhile, one at a time.
 */
final class Shards {
  /** Files that the share is divided by. */
  static final int FILES = 5;

  private static final String CORRUPT = ".corrupt";
  private static final int MAX_LISTED = 4096;

  /** Most files, where a clock that is set back again and again begins one each time. */
  static final int MAX_FILES = 100;

  /** A file that is complete. */
  private record Complete(Path file, long number, long firstMs, long bytes) {}

  private final Path directory;
  private final Level level;
  private final long fileBytes;
  private final boolean writes;
  private final Consumer<StoreException> setAside;
  private final Deque<Complete> complete = new ArrayDeque<>(); // oldest first
  // Its owner is whoever may change which files there are.
  private final ReadWriteLock files = new ReentrantReadWriteLock();
  private final AtomicLong unreadable = new AtomicLong();
  private final AtomicLong tooLong = new AtomicLong();
  private @Nullable Shard active;
  private long number;
  private volatile long bytes;
  private volatile long lastMs = Long.MIN_VALUE;
  private volatile long oldestMs = Long.MAX_VALUE;

  private Shards(
      Path directory,
      Level level,
      long shareBytes,
      boolean writes,
      Consumer<StoreException> setAside) {
    this.directory = directory;
    this.level = level;
    this.fileBytes = shareBytes / FILES;
    this.writes = writes;
    this.setAside = setAside;
  }

  /**
   * Opens what there is. A file that cannot be understood is set aside, under one name for each
   * level, and so are those that are written by somebody else, where nothing is to be written.
   *
   * @param shareBytes that all files together may take
   * @param setAside is told of each that was; where nothing is written, of each that was left out
   * @throws StoreException when nothing can be opened here, or not by this version
   */
  static Shards open(
      Path directory,
      Level level,
      long shareBytes,
      boolean writes,
      Consumer<StoreException> setAside)
      throws IOException {
    Shards shards = new Shards(directory, level, shareBytes, writes, setAside);
    if (writes) {
      shards.removeCopies();
    }
    for (Path file : shards.list()) {
      shards.look(file);
    }
    shards.resume();
    return shards;
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      return found
          .filter(file -> number(file) >= 0)
          .limit(MAX_LISTED)
          .sorted(Comparator.comparingLong(this::number))
          .toList();
    }
  }

  private void removeCopies() throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      for (Path file : found.toList()) {
        if (String.valueOf(file.getFileName()).endsWith(".mv" + Shard.COPY)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private long number(Path file) {
    Matcher name =
        Pattern.compile(Pattern.quote(level.label()) + "-(\\d{1,15})\\.mv")
            .matcher(String.valueOf(file.getFileName()));
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }

  private Path file(long fileNumber) {
    return directory.resolve("%s-%09d.mv".formatted(level.label(), fileNumber));
  }

  private void look(Path file) throws IOException {
    number = Math.max(number, number(file));
    if (Files.size(file) == 0) {
      remove(file); // begun on a disk that was full
      return;
    }
    try (Shard shard = Shard.read(file)) {
      Long firstMs = shard.firstMs();
      Long lastBlockMs = shard.lastBlockMs();
      if (firstMs == null || lastBlockMs == null) {
        remove(file);
      } else {
        complete.addLast(new Complete(file, number(file), firstMs, Files.size(file)));
        lastMs = endOfWindow(lastBlockMs);
      }
    } catch (StoreException e) {
      problem(file, e);
    }
  }

  private void problem(Path file, StoreException e) throws IOException {
    if (e.kind() == StoreException.Kind.CORRUPT && writes) {
      Files.move(
          file,
          directory.resolve(level.label() + CORRUPT),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
      setAside.accept(e);
    } else if (writes) {
      throw e;
    } else {
      setAside.accept(e);
    }
  }

  private void remove(Path file) throws IOException {
    if (writes) {
      Files.deleteIfExists(file);
    }
  }

  // Goes on with the last file; if it is full, the next block finds out.
  private void resume() throws IOException {
    Complete last = complete.peekLast();
    if (writes && last != null) {
      try {
        active = Shard.open(last.file());
        complete.removeLast();
      } catch (StoreException e) {
        complete.removeLast();
        problem(last.file(), e);
      }
    }
    count();
  }

  private long endOfWindow(long timeMs) {
    long windowMs = level.windowMs();
    return (Math.floorDiv(timeMs, windowMs) + 1) * windowMs - 1;
  }

  /** All files' length. */
  long bytes() {
    return bytes;
  }

  /** The end of the last block's window; {@link Long#MIN_VALUE} where there is none. */
  long lastMs() {
    return lastMs;
  }

  /** As {@link #firstMs}, at the last write, without a look into any file. */
  long oldestMs() {
    return oldestMs;
  }

  /** The time of the first row; {@link Long#MAX_VALUE} where there is none. */
  long firstMs() throws StoreException {
    files.readLock().lock();
    try {
      long first = Long.MAX_VALUE;
      for (Complete each : complete) {
        first = Math.min(first, each.firstMs());
      }
      Long ofActive = active == null ? null : active.firstMs();
      return ofActive == null ? first : Math.min(first, ofActive);
    } finally {
      files.readLock().unlock();
    }
  }

  /**
   * Writes a block, and removes the oldest file when there is no more room.
   *
   * @return false for a block that is too long for any file
   */
  boolean append(Block block) throws IOException {
    if (block.times()[0] <= lastMs - level.windowMs()) {
      finish(); // the clock was set back
    }
    boolean written = begun().append(block, fileBytes);
    if (!written) {
      finish();
      written = begun().append(block, fileBytes);
    }
    if (!written) {
      tooLong.incrementAndGet();
    }
    lastMs = endOfWindow(block.times()[0]);
    count();
    return written;
  }

  private Shard begun() throws IOException {
    Shard begun = active;
    if (begun == null) {
      files.writeLock().lock();
      try {
        // Room for this file, and for its copy while it is made smaller.
        trim(fileBytes * (FILES - 2));
        begun = Shard.open(file(++number));
        active = begun;
      } finally {
        files.writeLock().unlock();
      }
    }
    return begun;
  }

  private void trim(long mostBytes) throws IOException {
    long sum = complete.stream().mapToLong(Complete::bytes).sum();
    while (sum > mostBytes || complete.size() >= MAX_FILES) {
      Complete oldest = complete.removeFirst();
      Files.deleteIfExists(oldest.file());
      sum -= oldest.bytes();
    }
  }

  /** Closes the file that is written; the next block begins a new one. */
  private void finish() throws IOException {
    Lock lock = files.writeLock();
    lock.lock();
    try {
      Shard full = active;
      active = null;
      if (full == null) {
        return;
      }
      Long firstMs = full.firstMs();
      full.close();
      Path file = full.file();
      if (firstMs == null) {
        remove(file);
      } else {
        Shard.shrink(file);
        complete.addLast(new Complete(file, number(file), firstMs, Files.size(file)));
      }
    } catch (StoreException e) {
      problem(file(number), e);
    } finally {
      lock.unlock();
    }
  }

  private void count() throws StoreException {
    oldestMs = firstMs();
    Shard now = active;
    bytes = complete.stream().mapToLong(Complete::bytes).sum() + (now == null ? 0 : now.bytes());
  }

  /** The time of the first block that begins at a time or later, as it was written last. */
  @Nullable Long blockFrom(long fromMs) throws IOException {
    Long[] found = new Long[1];
    read(
        fromMs,
        Long.MAX_VALUE,
        key -> false,
        block -> {
          found[0] = block.times()[0];
          return false;
        });
    return found[0];
  }

  /** What one file has to give of a time. */
  private record Part(@Nullable Complete file, long toMs) {}

  /**
   * Gives the blocks of a time, in its order. What cannot be read is left out.
   *
   * @param fromMs of the blocks' first rows
   * @param toMs exclusive
   * @return false when the sink said stop
   */
  boolean read(long fromMs, long toMs, Predicate<SeriesKey> wanted, Shard.Sink sink)
      throws IOException {
    files.readLock().lock();
    try {
      for (Part part : parts(toMs)) {
        if (!read(part, fromMs, wanted, sink)) {
          return false;
        }
      }
      return true;
    } finally {
      files.readLock().unlock();
    }
  }

  private List<Part> parts(long toMs) throws StoreException {
    List<Part> parts = new ArrayList<>();
    long endMs = toMs;
    Long activeFrom = active == null ? null : active.firstMs();
    if (activeFrom != null) {
      parts.add(new Part(null, endMs));
      endMs = Math.min(endMs, activeFrom);
    }
    for (Complete file : (Iterable<Complete>) complete::descendingIterator) {
      if (file.firstMs() < endMs) {
        parts.add(0, new Part(file, endMs));
        endMs = file.firstMs();
      }
    }
    return parts;
  }

  private boolean read(Part part, long fromMs, Predicate<SeriesKey> wanted, Shard.Sink sink) {
    Shard now = active;
    if (part.toMs() <= fromMs) {
      return true;
    }
    try {
      if (part.file() == null) {
        return now == null || now.read(fromMs, part.toMs(), wanted, sink);
      }
      try (Shard shard = Shard.read(part.file().file())) {
        return shard.read(fromMs, part.toMs(), wanted, sink);
      }
    } catch (IOException e) {
      unreadable.incrementAndGet();
      return true;
    }
  }

  /** Blocks that were too long for any file, and are not kept. */
  long tooLong() {
    return tooLong.get();
  }

  /** Times that a file could not be read when it was asked for. */
  long unreadable() {
    return unreadable.get();
  }

  /** Closes the file that is written, to be gone on with later. */
  void close() {
    files.writeLock().lock();
    try {
      if (active != null) {
        active.close();
        active = null;
      }
    } finally {
      files.writeLock().unlock();
    }
  }
}

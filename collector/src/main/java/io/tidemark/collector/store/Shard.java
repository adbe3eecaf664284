package io.tidemark.collector.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.DataType;
import org.h2.mvstore.type.LongDataType;
import org.jspecify.annotations.Nullable;

/**
 * One file of one level: blocks by the time of their first row, and the series that they number.
 *
 * <p>A file of H2's MVStore that is only appended to: space is never used twice, nothing is removed
 * but the whole file, and so a write that is cut off at any moment leaves what was there before.
 * Each write is committed and synchronized with the disk. Maps have types of their own, never H2's
 * default ones, which would deserialize Java objects. Of a damaged file the library may throw
 * anything, even an error of its own assertions. Thread-safe.
 */
final class Shard implements AutoCloseable {
  /** Of the maps and of the blocks in them. */
  static final int FORMAT = 1;

  /** More than a block of the most series ever needs. */
  static final int MAX_BLOCK_BYTES = 1 << 20;

  // Few, so that a write rewrites few of the blocks before.
  private static final int KEYS_PER_PAGE = 4;
  private static final int CACHE_MIB = 1;

  /** Ends the name of a file's copy while it is made. */
  static final String COPY = ".copy";

  private static final int COMMIT_BYTES = 512 << 10;

  private final Path file;
  private final MVStore store;
  private final MVMap<Long, byte[]> blocks;
  private final MVMap<Long, byte[]> series;
  private final Map<SeriesKey, Integer> numbers = new HashMap<>();
  private final Map<Integer, SeriesKey> keys = new HashMap<>();
  private long damaged;

  private Shard(Path file, MVStore store) throws IOException {
    this.file = file;
    this.store = store;
    this.blocks = map(store, "blocks");
    this.series = map(store, "series");
    for (Map.Entry<Long, byte[]> entry : series.entrySet()) {
      int number = Math.toIntExact(entry.getKey());
      SeriesKeyCodec.decode(entry.getValue()).ifPresent(key -> name(number, key));
    }
  }

  private static MVMap<Long, byte[]> map(MVStore store, String name) {
    DataType<Long> keys = LongDataType.INSTANCE;
    return store.openMap(
        name, new MVMap.Builder<Long, byte[]>().keyType(keys).valueType(BoundedBytes.TYPE));
  }

  private void name(int number, SeriesKey key) {
    numbers.put(key, number);
    keys.put(number, key);
  }

  /** Opens a file to write, which is made if there is none. */
  static Shard open(Path file) throws StoreException {
    return open(file, false);
  }

  /** Opens a file that nobody writes. */
  static Shard read(Path file) throws StoreException {
    return open(file, true);
  }

  private static Shard open(Path file, boolean readOnly) throws StoreException {
    MVStore store = null;
    try {
      MVStore.Builder builder =
          new MVStore.Builder()
              .fileName(file.toAbsolutePath().toString())
              .autoCommitDisabled()
              .compress() // the series' names, to a third; blocks already are
              .autoCompactFillRate(0)
              .cacheSize(CACHE_MIB)
              .keysPerPage(KEYS_PER_PAGE);
      if (!readOnly && !Files.exists(file)) {
        Files.createFile(file, StoreDirectory.ownersOnly(file, "rw-------"));
      }
      store = readOnly ? builder.readOnly().open() : builder.open();
      store.setReuseSpace(false);
      checkFormat(file, store, readOnly);
      return new Shard(file, store);
    } catch (StoreException e) {
      abandon(store);
      throw e;
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      abandon(store);
      throw failure(file, e);
    }
  }

  private static void checkFormat(Path file, MVStore store, boolean readOnly)
      throws StoreException {
    int format = store.getStoreVersion();
    if (format > FORMAT || format < 0) {
      throw new StoreException(
          StoreException.Kind.NEWER,
          file + " has format " + format + ", this collector knows " + FORMAT);
    }
    if (format == 0 && !readOnly) {
      store.setStoreVersion(FORMAT);
    }
  }

  private static void abandon(@Nullable MVStore store) {
    if (store != null) {
      try {
        store.closeImmediately();
      } catch (RuntimeException | AssertionError e) {
        // It is given up; what is wrong with it is told by whoever gave up.
      }
    }
  }

  /** What went wrong, from whatever the library threw at a file that may be anything. */
  static StoreException failure(Path file, Throwable e) {
    StoreException.Kind kind = StoreException.Kind.CORRUPT;
    if (e instanceof MVStoreException known) {
      kind =
          switch (known.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED -> StoreException.Kind.IN_USE;
            case DataUtils.ERROR_WRITING_FAILED, DataUtils.ERROR_CLOSED ->
                StoreException.Kind.FAILED;
            case DataUtils.ERROR_READING_FAILED ->
                Files.isReadable(file) && Files.isWritable(file)
                    ? StoreException.Kind.CORRUPT
                    : StoreException.Kind.FAILED;
            default -> StoreException.Kind.CORRUPT;
          };
    }
    String what =
        kind == StoreException.Kind.FAILED && e.getCause() != null
            ? StoreException.reason(e)
            : e.toString();
    return new StoreException(kind, file + ": " + what, e);
  }

  Path file() {
    return file;
  }

  /** Length of the file. */
  synchronized long bytes() {
    return store.getFileStore().size();
  }

  /** The time of the first row, or nothing of an empty file. */
  synchronized @Nullable Long firstMs() throws StoreException {
    try {
      return blocks.firstKey();
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      throw failure(file, e);
    }
  }

  /** The time of the first row of the last block, or nothing of an empty file. */
  synchronized @Nullable Long lastBlockMs() throws StoreException {
    try {
      return blocks.lastKey();
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      throw failure(file, e);
    }
  }

  /** The time of the first block from a time on, or nothing. */
  synchronized @Nullable Long blockFrom(long fromMs) throws StoreException {
    try {
      return blocks.ceilingKey(fromMs);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      throw failure(file, e);
    }
  }

  /**
   * Adds a block after all others, and returns when it is on the disk.
   *
   * @param mostBytes that the file may be long afterwards, about
   * @return false when it would be longer, and then nothing was written
   */
  synchronized boolean append(Block block, long mostBytes) throws StoreException {
    try {
      Map<SeriesKey, Integer> fresh = new HashMap<>();
      byte[] bytes = BlockCodec.encode(block, key -> number(key, fresh));
      if (bytes.length > MAX_BLOCK_BYTES) {
        throw new StoreException(
            StoreException.Kind.FAILED, "a block of " + bytes.length + " bytes is too long");
      }
      long named = 0;
      for (SeriesKey key : fresh.keySet()) {
        named += 32L + SeriesKeyCodec.encode(key).length;
      }
      // Twice, since the page of the block before may be written again; and the trees' pages.
      if (bytes() + 2L * bytes.length + named + (64 << 10) > mostBytes) {
        return false;
      }
      fresh.forEach(
          (key, number) -> {
            series.put((long) number, SeriesKeyCodec.encode(key));
            name(number, key);
          });
      blocks.put(block.times()[0], bytes);
      store.commit();
      store.sync();
      return true;
    } catch (StoreException e) {
      throw e;
    } catch (Exception | StackOverflowError | AssertionError e) {
      throw failure(file, e);
    }
  }

  private int number(SeriesKey key, Map<SeriesKey, Integer> fresh) {
    Integer known = numbers.get(key);
    return known != null
        ? known
        : fresh.computeIfAbsent(key, unknown -> numbers.size() + fresh.size());
  }

  /** Takes a block, or stops by returning false. */
  interface Sink {
    boolean take(Block block);
  }

  /**
   * Makes a file that is complete smaller: appending leaves more behind than it needs. When that
   * fails, for want of room or whatever, the file stays as it is.
   */
  static void shrink(Path file) {
    Path copy = file.resolveSibling(file.getFileName() + COPY);
    try {
      Files.deleteIfExists(copy);
      try (Shard from = read(file);
          Shard to = open(copy)) {
        from.copyTo(to);
      }
      Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException | StackOverflowError | AssertionError e) {
      deleteQuietly(copy);
    }
  }

  private static void deleteQuietly(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      // It is deleted when the store is opened next.
    }
  }

  private void copyTo(Shard to) {
    series.forEach(to.series::put);
    int uncommitted = 0;
    for (Map.Entry<Long, byte[]> block : blocks.entrySet()) {
      to.blocks.put(block.getKey(), block.getValue());
      uncommitted += block.getValue().length;
      if (uncommitted > COMMIT_BYTES) {
        to.store.commit();
        uncommitted = 0;
      }
    }
    to.store.commit();
    to.store.sync();
  }

  /**
   * Gives the blocks of a time, in its order.
   *
   * @param fromMs of their first rows
   * @param toMs exclusive
   * @return false when the sink said stop
   */
  synchronized boolean read(long fromMs, long toMs, Predicate<SeriesKey> wanted, Sink sink)
      throws IOException {
    Iterator<Long> starts;
    try {
      starts = blocks.keyIterator(fromMs);
      while (starts.hasNext()) {
        Long start = starts.next();
        byte[] bytes = start < toMs ? blocks.get(start) : null;
        if (bytes == null) {
          return true;
        }
        Block block = decode(bytes, wanted);
        if (block != null && !sink.take(block)) {
          return false;
        }
      }
      return true;
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      throw failure(file, e);
    }
  }

  // One block that was damaged costs itself alone.
  private @Nullable Block decode(byte[] bytes, Predicate<SeriesKey> wanted) {
    try {
      return BlockCodec.decode(bytes, number -> key(number, wanted));
    } catch (IOException e) {
      damaged++;
      return null;
    }
  }

  /** Blocks that were asked for and could not be read. */
  synchronized long damaged() {
    return damaged;
  }

  private @Nullable SeriesKey key(int number, Predicate<SeriesKey> wanted) {
    SeriesKey key = keys.get(number);
    return key != null && wanted.test(key) ? key : null;
  }

  @Override
  public synchronized void close() {
    try {
      store.close(0);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      abandon(store);
    }
  }
}

package io.tidemark.collector.jvm;

import io.tidemark.collector.jvm.HsperfException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where in one JVM's hsperfdata file that is of which {@link Hsperf} tells, so that reading it
 * again takes two dozen numbers. HotSpot never moves an entry, and texts stay as they are; it may
 * add entries, and then the prologue says so.
 */
final class HsperfLayout {
  // What the prologue says of the entries: magic, order and version, the first one, their number.
  private static final int[] PROLOGUE = {0, 4, 24, 28};

  private final int[] prologue = new int[PROLOGUE.length];
  private final ByteOrder order;
  private final int start;
  private final long startEpochMs;
  private final String command;
  private final String javaVersion;
  private final int threads;
  private final int daemonThreads;
  private final HsperfPools pools;
  private final int bytes;

  /** Finds everything in a copy of a file. */
  private HsperfLayout(ByteBuffer file, HsperfEntries entries) throws HsperfException {
    order = entries.order();
    startEpochMs = entries.number(Hsperf.START);
    command = entries.text("sun.rt.javaCommand");
    javaVersion = Hsperf.clean(entries.text("java.property.java.version"));
    entries.number("java.threads.live");
    entries.number("java.threads.daemon");
    start = entries.offset(Hsperf.START).orElse(0);
    threads = entries.offset("java.threads.live").orElse(0);
    daemonThreads = entries.offset("java.threads.daemon").orElse(0);
    pools = HsperfPools.of(entries);
    bytes = Math.max(pools.bytes(), Math.max(start, Math.max(threads, daemonThreads)) + Long.BYTES);
    for (int i = 0; i < PROLOGUE.length; i++) {
      prologue[i] = file.order(order).getInt(PROLOGUE[i]);
    }
  }

  /**
   * Finds everything in a copy of a file.
   *
   * @throws HsperfException when it is no sound hsperfdata file
   */
  static HsperfLayout of(ByteBuffer file) throws HsperfException {
    return new HsperfLayout(file, HsperfEntries.parse(file));
  }

  /** How much of the file's beginning has all of it. */
  int bytes() {
    return bytes;
  }

  /** Whether a copy of the file's beginning, at least {@link #bytes()} of it, is laid out so. */
  boolean fits(ByteBuffer file) {
    file.order(order);
    for (int i = 0; i < PROLOGUE.length; i++) {
      if (file.getInt(PROLOGUE[i]) != prologue[i]) {
        return false;
      }
    }
    return file.getLong(start) == startEpochMs;
  }

  /** What a copy says that {@link #fits}. */
  Hsperf read(ByteBuffer file) throws HsperfException {
    file.order(order);
    return new Hsperf(
        startEpochMs,
        command,
        javaVersion,
        count(file, threads),
        count(file, daemonThreads),
        pools.read(file));
  }

  private static long count(ByteBuffer file, int offset) throws HsperfException {
    long count = file.getLong(offset);
    if (count < 0) {
      throw new HsperfException(Reason.CORRUPT, count + " at " + offset + ", expected a count");
    }
    return count;
  }
}

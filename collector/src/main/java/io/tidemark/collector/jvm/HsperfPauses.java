package io.tidemark.collector.jvm;

import io.tidemark.collector.discovery.HeldFile;
import io.tidemark.collector.jvm.HsperfException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The pauses of one JVM in its hsperfdata file, which stays open but is never mapped: a JVM that
 * takes over a process id truncates the file of its predecessor, and a mapping would then kill
 * whoever reads it. One look is one {@code pread} of the counters' part, some 10 KiB. Not
 * thread-safe.
 */
public final class HsperfPauses implements Closeable {
  // The counters are made while the JVM starts, so they come first, whatever the file's size.
  private static final int MAX_BYTES = 64 << 10;

  private final FileChannel channel;
  private final PauseCounters counters;
  private final ByteBuffer copy;
  private final long startEpochMs;

  private HsperfPauses(FileChannel channel, long startEpochMs) throws IOException {
    this.channel = channel;
    this.startEpochMs = startEpochMs;
    ByteBuffer whole = HsperfReader.copy(channel, ByteBuffer.allocate(HsperfReader.FIRST_BYTES));
    this.counters = new PauseCounters(HsperfEntries.parse(whole));
    check(counters.startEpochMs(whole));
    if (counters.bytes() > MAX_BYTES) {
      throw new HsperfException(
          Reason.SIZE,
          "counters in the first " + counters.bytes() + " bytes, expected " + MAX_BYTES);
    }
    this.copy = ByteBuffer.allocateDirect(counters.bytes());
  }

  /**
   * Opens a file and finds the counters in it.
   *
   * @param startEpochMs when the JVM started that the file is meant to be of, as it says itself
   * @throws HsperfException when it is no sound hsperfdata file
   * @throws IOException when it cannot be opened or read
   */
  public static HsperfPauses open(Path file, long startEpochMs) throws IOException {
    FileChannel channel = FileChannel.open(file, HeldFile.readOptions(file));
    try {
      return new HsperfPauses(channel, startEpochMs);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * What the counters say now.
   *
   * @throws HsperfException when the file has become another JVM's, or no sound one
   * @throws IOException when it cannot be read
   */
  public PauseTotals look() throws IOException {
    copy.clear();
    while (copy.hasRemaining() && channel.read(copy, copy.position()) > 0) {}
    check(copy.hasRemaining() ? 0 : counters.startEpochMs(copy));
    return counters.read(copy);
  }

  private void check(long foundEpochMs) throws HsperfException {
    if (foundEpochMs != startEpochMs) {
      throw new HsperfException(
          Reason.NOT_READY, "is of a JVM started at " + foundEpochMs + ", not " + startEpochMs);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package io.tidemark.collector.jvm;

import io.tidemark.collector.discovery.HeldFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One hsperfdata file, which stays open but is never mapped, see {@link HsperfReader}. The first
 * look reads all of it, the others one {@code pread} of the part that is used, some 10 KiB, as long
 * as it is the same JVM's. Not thread-safe.
 */
final class HsperfFile implements Closeable {
  private final FileChannel channel;
  private @Nullable HsperfLayout layout;

  private HsperfFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a file.
   *
   * @throws IOException when that fails
   */
  static HsperfFile open(Path file) throws IOException {
    return new HsperfFile(FileChannel.open(file, HeldFile.readOptions(file)));
  }

  /**
   * What the file says now.
   *
   * @param buffer a direct one of at least {@link HsperfReader#FIRST_BYTES}, for nothing but this
   * @throws HsperfException when it is no sound hsperfdata file
   * @throws IOException when it cannot be read
   */
  Hsperf look(ByteBuffer buffer) throws IOException {
    HsperfLayout known = layout;
    if (known != null && known.bytes() <= buffer.capacity()) {
      buffer.clear().limit(known.bytes());
      while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) > 0) {}
      if (!buffer.hasRemaining() && known.fits(buffer)) {
        return known.read(buffer);
      }
    }
    layout = null;
    ByteBuffer whole = HsperfReader.copy(channel, buffer);
    HsperfLayout found = HsperfLayout.of(whole);
    layout = found;
    return found.read(whole);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

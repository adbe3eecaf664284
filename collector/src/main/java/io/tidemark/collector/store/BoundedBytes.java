package io.tidemark.collector.store;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Values of a map: bytes. A length that the page does not have is an error and not an array. */
final class BoundedBytes extends BasicDataType<byte[]> {
  static final BoundedBytes TYPE = new BoundedBytes();

  private BoundedBytes() {}

  @Override
  public int getMemory(byte[] value) {
    return value.length + 24;
  }

  @Override
  public void write(WriteBuffer out, byte[] value) {
    out.putVarInt(value.length).put(value);
  }

  @Override
  public byte[] read(ByteBuffer in) {
    int length = DataUtils.readVarInt(in);
    if (length < 0 || length > in.remaining()) {
      throw DataUtils.newMVStoreException(
          DataUtils.ERROR_FILE_CORRUPT,
          "value of {0} bytes, where the page has {1}",
          length,
          in.remaining());
    }
    byte[] value = new byte[length];
    in.get(value);
    return value;
  }

  @Override
  public byte[][] createStorage(int size) {
    return new byte[size][];
  }
}

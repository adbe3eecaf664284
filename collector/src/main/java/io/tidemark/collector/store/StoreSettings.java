package io.tidemark.collector.store;

import java.nio.file.Path;

/**
 * Where a store is and how large it may become.
 *
 * @param directory of its own; made if it is not there
 * @param sizeBytes that all its files together may take, {@link #MIN_BYTES} to {@link #MAX_BYTES}
 */
public record StoreSettings(Path directory, long sizeBytes) {
  /** Least size. */
  public static final long MIN_BYTES = 8L << 20;

  /** Largest size: beyond it, opening would take long. */
  public static final long MAX_BYTES = 4L << 30;

  /** Checks the size. */
  public StoreSettings {
    if (sizeBytes < MIN_BYTES || sizeBytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "size=%d, expected %d to %d bytes".formatted(sizeBytes, MIN_BYTES, MAX_BYTES));
    }
  }
}

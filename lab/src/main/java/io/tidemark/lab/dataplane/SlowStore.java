package io.tidemark.lab.dataplane;

import com.google.protobuf.ByteString;
import java.util.concurrent.Semaphore;

/**
 * The database behind the cache: it knows every key, answers each after 2 to 9 ms, and serves at
 * most {@code maxConcurrent} reads at once. The record and its delay follow from the key alone.
 *
 * <p>Thread-safe.
 */
final class SlowStore {
  private static final int RECORD_BYTES = 200;
  private static final int MIN_DELAY_MS = 2;
  private static final int DELAY_SPREAD_MS = 8;

  private final Semaphore reads;
  private volatile int extraDelayMs;

  SlowStore(int maxConcurrent) {
    this.reads = new Semaphore(maxConcurrent);
  }

  /** From now on every read takes so much longer. */
  void slowDown(int byMs) {
    extraDelayMs = byMs;
  }

  ByteString read(String key) throws InterruptedException {
    reads.acquire();
    try {
      Thread.sleep(extraDelayMs + MIN_DELAY_MS + Math.floorMod(key.hashCode(), DELAY_SPREAD_MS));
    } finally {
      reads.release();
    }
    return record(key);
  }

  private static ByteString record(String key) {
    String text = key + " ";
    return ByteString.copyFromUtf8(text.repeat(RECORD_BYTES / text.length() + 1))
        .substring(0, RECORD_BYTES);
  }
}

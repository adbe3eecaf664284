package io.tidemark.collector.store;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes a store until it is killed, a second's samples every millisecond, and prints the time of
 * each snapshot after it was given away.
 */
final class StoreWriterMain {
  private static final long PACE_NS = 1_000_000;

  private StoreWriterMain() {}

  /** Directory and the first snapshot's time. */
  public static void main(String[] arguments) {
    StoreSettings settings = new StoreSettings(Path.of(arguments[0]), StoreSettings.MIN_BYTES);
    SampleStore store = new SampleStore(settings, System::nanoTime);
    Random random = new Random(1);
    for (long ms = Long.parseLong(arguments[1]); ; ms += 1000) {
      store.keep(Samples.busy(ms, 150, random));
      System.out.println(ms);
      LockSupport.parkNanos(PACE_NS);
    }
  }
}

package io.tidemark.collector.store;

import java.nio.file.Path;
import java.util.Random;

/**
 * Writes a store until it is killed, a second's samples as soon as the second's before are given
 * away, so that it is mostly within a write; and prints the time of each when it was given.
 */
final class StoreWriterMain {
  private static final int CLIENTS = 300;

  private StoreWriterMain() {}

  /** Directory and the first snapshot's time. */
  public static void main(String[] arguments) {
    StoreSettings settings = new StoreSettings(Path.of(arguments[0]), StoreSettings.MIN_BYTES);
    SampleStore store = new SampleStore(settings, System::nanoTime);
    long beginMs = Long.parseLong(arguments[1]);
    Random random = new Random(beginMs);
    for (long ms = beginMs; ; ms += 1000) {
      store.keep(Samples.busy(ms, CLIENTS, random));
      System.out.println(ms);
    }
  }
}

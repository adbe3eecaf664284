package io.tidemark.collector.store;

import io.tidemark.collector.sample.Snapshot;
import java.nio.file.Path;
import java.util.Iterator;

/** A store that was written and closed. */
public final class FilledStore {
  private FilledStore() {}

  /** Writes all of them. */
  public static void write(Path directory, Iterator<Snapshot> snapshots) {
    SampleStore store = new SampleStore(new StoreSettings(directory, 64 << 20), System::nanoTime);
    store.open();
    snapshots.forEachRemaining(store::keep);
    store.closeNow();
  }
}

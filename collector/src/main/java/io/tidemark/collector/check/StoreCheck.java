package io.tidemark.collector.check;

import io.tidemark.collector.store.StoreLook;
import io.tidemark.collector.store.StoreSettings;
import java.util.Optional;

/** Whether samples are kept, and where. */
public final class StoreCheck {
  private StoreCheck() {}

  /**
   * Looks at the place of the store.
   *
   * @param settings nothing where it is off
   */
  public static Finding run(Optional<StoreSettings> settings) {
    if (settings.isEmpty()) {
      return Finding.ok("store", "off: what was measured is not kept, as is wished");
    }
    StoreSettings wanted = settings.get();
    StoreLook look = StoreLook.at(wanted);
    return look.trouble().isEmpty()
        ? Finding.ok(
            "store",
            "%s, %d of %d MiB"
                .formatted(wanted.directory(), look.bytes() >> 20, wanted.sizeBytes() >> 20))
        : Finding.limited("store", "samples are not kept: " + look.trouble(), look.cure());
  }
}

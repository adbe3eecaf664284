package io.tidemark.agent.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When the agent reports the pauses of garbage collectors itself. */
public enum GcReporting {
  /** Where HotSpot does not share its counters, so that nobody else can see them. */
  AUTO,
  /** Always. */
  TRUE,
  /** Never. */
  FALSE;

  /** Null for a text that is none. */
  static @Nullable GcReporting parse(String text) {
    for (GcReporting reporting : values()) {
      if (reporting.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
        return reporting;
      }
    }
    return null;
  }
}

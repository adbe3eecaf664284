package io.tidemark.collector.who;

import java.util.List;
import java.util.StringJoiner;

/** What is said beside the verdict's figures: what the row caused, and what nobody is known for. */
final class Evidence {
  /** From here on an effect is mostly of no request. */
  private static final double MOSTLY = 0.5;

  private Evidence() {}

  /**
   * {@code ; caused 97 % of tasks, 98 % of failed dials (address_already_in_use)}: only what is
   * large; empty when nothing is.
   */
  static String against(ReportRow row) {
    StringJoiner parts = new StringJoiner(", ", "; caused ", "").setEmptyValue("");
    for (Effect effect : Effect.values()) {
      if (Overload.isLarge(row, effect)) {
        Caused caused = row.caused(effect);
        parts.add(
            Figures.percent(caused.share())
                + " of "
                + effect.noun()
                + (caused.reason() == null ? "" : " (" + caused.reason() + ")"));
      }
    }
    return parts.toString();
  }

  /**
   * {@code ; no request is known for 80 % of dials}: what is mostly unattributed in a service and
   * could do harm; empty when nothing is.
   */
  static String unattributed(List<ReportRow> rows, String service) {
    StringJoiner parts = new StringJoiner(", ", "; no request is known for ", "").setEmptyValue("");
    for (ReportRow row : rows) {
      for (Effect effect : Effect.values()) {
        Caused caused = row.caused(effect);
        if (row.isUnattributed()
            && row.service().equals(service)
            && caused.share() > MOSTLY
            && caused.perSecond() >= effect.harmfulPerSecond()) {
          parts.add(Figures.percent(caused.share()) + " of " + effect.noun());
        }
      }
    }
    return parts.toString();
  }
}

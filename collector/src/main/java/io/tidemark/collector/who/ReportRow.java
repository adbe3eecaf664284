package io.tidemark.collector.who;

import io.tidemark.segment.Label;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one client did at one handler in a window, in all JVMs of a service. Shares are of the
 * service's total, from 0 to 1.
 *
 * @param requests requests that began in the window
 * @param requestShare share of requests
 * @param itemShare share of items
 * @param timeShare share of time spent in requests
 * @param itemsPerRequest items per request that began in the window
 * @param active requests running at the window's end
 * @param caused the effects of its requests, without those that did not occur
 */
public record ReportRow(
    String service,
    String client,
    String method,
    long requests,
    double requestsPerSecond,
    double requestShare,
    double itemsPerSecond,
    double itemShare,
    double timeShare,
    double errorsPerSecond,
    double itemsPerRequest,
    long active,
    Map<Effect, Caused> caused) {

  /** Copies the map. */
  public ReportRow {
    Map<Effect, Caused> copy = new EnumMap<>(Effect.class);
    copy.putAll(caused);
    caused = Collections.unmodifiableMap(copy);
  }

  static final Comparator<ReportRow> LARGEST_DISPROPORTION_FIRST =
      Comparator.comparing(ReportRow::isUnattributed, Comparator.reverseOrder())
          .thenComparingDouble(ReportRow::disproportion)
          .thenComparingDouble(ReportRow::itemShare)
          .reversed()
          .thenComparing(ReportRow::service)
          .thenComparing(ReportRow::client)
          .thenComparing(ReportRow::method);

  /** Whether this is what no request caused. */
  public boolean isUnattributed() {
    return client.equals(Label.UNATTRIBUTED);
  }

  /** Whether a client is behind it that can be named. */
  boolean isNameable() {
    return !isUnattributed() && !client.equals(Label.OTHER);
  }

  /** What its requests caused of one effect. */
  public Caused caused(Effect effect) {
    return caused.getOrDefault(effect, Caused.NOTHING);
  }

  /** The effect that could do harm of which it has the largest share, if there is one. */
  Optional<Effect> heaviestEffect() {
    return caused.keySet().stream()
        .filter(effect -> caused(effect).perSecond() >= effect.harmfulPerSecond())
        .max(Comparator.comparingDouble(effect -> caused(effect).share()));
  }

  /** The larger of the shares of items and of time. */
  double askedShare() {
    return Math.max(itemShare, timeShare);
  }

  /** The largest of the shares of items, of time, and of each effect that could do harm. */
  double workShare() {
    double effectShare = heaviestEffect().map(effect -> caused(effect).share()).orElse(0.0);
    return Math.max(askedShare(), effectShare);
  }

  /** How much larger the share of the work is than the share of the requests. */
  double disproportion() {
    return workShare() - requestShare;
  }
}

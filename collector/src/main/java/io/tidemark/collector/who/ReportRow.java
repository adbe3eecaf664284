package io.tidemark.collector.who;

import java.util.Comparator;

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
    long active) {

  static final Comparator<ReportRow> LARGEST_DISPROPORTION_FIRST =
      Comparator.comparingDouble(ReportRow::disproportion)
          .thenComparingDouble(ReportRow::itemShare)
          .reversed()
          .thenComparing(ReportRow::service)
          .thenComparing(ReportRow::client)
          .thenComparing(ReportRow::method);

  /** The larger of the shares of items and of time. */
  double workShare() {
    return Math.max(itemShare, timeShare);
  }

  /** How much larger the share of the work is than the share of the requests. */
  double disproportion() {
    return workShare() - requestShare;
  }
}

package io.tidemark.lab.load;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one client sent to one method since the start.
 *
 * @param sent every request handed to the transport, whatever became of it
 * @param answered those of them that the server answered, which it has therefore certainly seen;
 *     once nothing is in flight, the server has seen at least these and at most {@code sent}
 * @param skipped requests that were due while too many were in flight; never sent
 * @param outcomes finished requests by gRPC status
 */
public record LedgerRow(
    String client,
    String method,
    Tally sent,
    Tally answered,
    long skipped,
    Map<String, Long> outcomes) {

  public LedgerRow {
    outcomes = Collections.unmodifiableMap(new TreeMap<>(outcomes));
  }

  static LedgerRow empty(String client, String method) {
    return new LedgerRow(client, method, Tally.NONE, Tally.NONE, 0, Map.of());
  }

  LedgerRow plusSent(int items) {
    return new LedgerRow(client, method, sent.plus(items), answered, skipped, outcomes);
  }

  LedgerRow plusSkipped() {
    return new LedgerRow(client, method, sent, answered, skipped + 1, outcomes);
  }

  LedgerRow plusEnded(int items, String status, boolean byServer) {
    Map<String, Long> counts = new TreeMap<>(outcomes);
    counts.merge(status, 1L, Long::sum);
    Tally seen = byServer ? answered.plus(items) : answered;
    return new LedgerRow(client, method, sent, seen, skipped, counts);
  }
}

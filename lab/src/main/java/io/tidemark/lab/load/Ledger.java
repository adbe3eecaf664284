package io.tidemark.lab.load;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The clients' own account of what they sent, one {@link LedgerRow} per client × method. It counts
 * apart from the agent and the collector, to check them.
 *
 * <p>Thread-safe.
 */
public final class Ledger {
  /** Statuses that the client library gives a call by itself; the server may never have seen it. */
  private static final Set<Status.Code> MADE_BY_CLIENT =
      Set.of(
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.UNAVAILABLE,
          Status.Code.CANCELLED,
          Status.Code.UNKNOWN); // a connection that breaks under a write

  private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

  private final Map<String, LedgerRow> rows = new TreeMap<>();

  public static List<LedgerRow> parse(String json) {
    return List.of(JSON.fromJson(json, LedgerRow[].class));
  }

  public String toJson() {
    return JSON.toJson(rows());
  }

  public synchronized List<LedgerRow> rows() {
    return List.copyOf(rows.values());
  }

  void sent(String client, Handler handler, int items) {
    update(client, handler, row -> row.plusSent(items));
  }

  void skipped(String client, Handler handler) {
    update(client, handler, LedgerRow::plusSkipped);
  }

  void ended(String client, Handler handler, int items, Status.Code status) {
    boolean byServer = !MADE_BY_CLIENT.contains(status);
    update(client, handler, row -> row.plusEnded(items, status.name(), byServer));
  }

  private synchronized void update(
      String client, Handler handler, UnaryOperator<LedgerRow> change) {
    String method = handler.method();
    rows.compute(
        client + " " + method,
        (key, row) -> change.apply(row == null ? LedgerRow.empty(client, method) : row));
  }
}

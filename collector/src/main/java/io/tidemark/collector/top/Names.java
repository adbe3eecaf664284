package io.tidemark.collector.top;

import java.util.List;
import java.util.function.Function;

/**
 * The cells that the names of a row get.
 *
 * @param service 0 when all rows are of one
 */
record Names(int service, int client, int handler) {
  /** Fewer say too little. */
  static final int LEAST = 21;

  private static final int CLIENT = 12;
  private static final int SERVICE = 12;

  /**
   * Shares cells out: to the client as many as it needs within a half, to the handler the rest.
   *
   * @param cells for all names
   */
  static Names within(int cells, boolean services, List<TopRow> rows) {
    int service = services ? SERVICE : 0;
    int left = cells - (services ? SERVICE + 2 : 1);
    int half = Math.max(1, left / 2);
    int needed = Math.max(CLIENT, longest(rows, TopRow::client));
    int forHandler = Math.max(CLIENT, longest(rows, row -> shortest(row.handler(), left - half)));
    int client = Math.min(needed, Math.max(half, left - forHandler));
    return new Names(service, client, Math.max(0, left - client));
  }

  private static int longest(List<TopRow> rows, Function<TopRow, String> name) {
    return rows.stream().map(name).mapToInt(Cells::width).max().orElse(0);
  }

  String of(String serviceName, String clientName, String handlerName) {
    String names =
        Cells.fitEnd(clientName, client)
            + ' '
            + Cells.fitEnd(shortest(handlerName, handler), handler);
    return service == 0 ? names : Cells.fitEnd(serviceName, service) + ' ' + names;
  }

  // A handler that is too long is called by its last part, as engineers do.
  private static String shortest(String name, int cells) {
    return Cells.width(name) <= cells ? name : name.substring(name.lastIndexOf('/') + 1);
  }
}

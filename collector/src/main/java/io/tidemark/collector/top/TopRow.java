package io.tidemark.collector.top;

import io.tidemark.collector.remote.JsonValue;
import io.tidemark.collector.who.Effect;
import java.util.Arrays;

/**
 * What one client does at one handler now. Shares are of the service's total, from 0 to 1.
 *
 * @param workShare the largest of the shares of items, of time, and of each effect that could do
 *     harm
 * @param allocatedPerSecond in bytes
 * @param suspect whether the verdict accuses the client
 */
public record TopRow(
    String service,
    String client,
    String handler,
    double requestsPerSecond,
    double itemsPerSecond,
    double itemsPerRequest,
    double requestShare,
    double workShare,
    double dialsPerSecond,
    double tasksPerSecond,
    double logsPerSecond,
    double allocatedPerSecond,
    boolean suspect) {

  /** A row as {@code /api/v1/who} has it. */
  static TopRow of(JsonValue row, boolean suspect) {
    return new TopRow(
        Cells.clean(row.get("service").text()),
        Cells.clean(row.get("client").text()),
        Cells.clean(row.get("method").text()),
        row.get("requests_per_second").orZero(),
        row.get("items_per_second").orZero(),
        row.get("items_per_request").orZero(),
        row.get("request_share").orZero(),
        workShare(row),
        caused(row, Effect.DIALS),
        caused(row, Effect.TASKS),
        caused(row, Effect.LOG_EVENTS),
        caused(row, Effect.ALLOCATED_BYTES),
        suspect);
  }

  private static double caused(JsonValue row, Effect effect) {
    return row.get("caused").get(effect.jsonName()).get("per_second").orZero();
  }

  private static double workShare(JsonValue row) {
    double asked = Math.max(row.get("item_share").orZero(), row.get("time_share").orZero());
    return Arrays.stream(Effect.values())
        .filter(effect -> caused(row, effect) >= effect.harmfulPerSecond())
        .mapToDouble(effect -> row.get("caused").get(effect.jsonName()).get("share").orZero())
        .reduce(asked, Math::max);
  }
}

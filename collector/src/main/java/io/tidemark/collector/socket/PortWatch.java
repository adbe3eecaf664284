package io.tidemark.collector.socket;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Watches the heaviest destinations, or source addresses, from listing to listing. Remembers only
 * those of the last listing: as many as it is given. Not thread-safe.
 */
final class PortWatch {
  private Map<List<String>, DialHistory> histories = Map.of();
  private boolean knewAll;
  private boolean settled = true;
  private long lastNs;

  /**
   * Looks ahead.
   *
   * @param loads what was listed now
   * @param most when there are fewer, they are all that there are
   * @param contended what of a load is held against those who compete for its ports
   */
  List<PortOutlook> look(
      long nowNs, List<PortLoad> loads, int most, int capacity, UnaryOperator<PortLoad> contended) {
    Map<List<String>, DialHistory> next = new HashMap<>();
    List<PortOutlook> outlooks = new ArrayList<>();
    for (PortLoad load : loads) {
      DialHistory history = histories.get(load.labels());
      if (history == null) {
        history = new DialHistory();
        if (knewAll) { // it had none then; otherwise it may have had many
          history.add(lastNs, PortLoad.of(load.labels(), load.loopback()));
        }
      }
      history.add(nowNs, load);
      next.put(load.labels(), history);
      outlooks.add(PortOutlook.of(load, contended.apply(load), capacity, history));
    }
    settled = next.values().stream().allMatch(DialHistory::settled);
    histories = next;
    knewAll = loads.size() < most;
    lastNs = nowNs;
    return outlooks;
  }

  /** Whether no rate has just changed. */
  boolean settled() {
    return settled;
  }
}

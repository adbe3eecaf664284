package io.tidemark.collector.verdict;

import io.tidemark.segment.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A service, or the host, with its rows and with a watch on each stage of the chain that can be
 * seen there.
 */
final class Place {
  /** The weight of the past in a baseline: what is older than that fades. */
  private static final double MEMORY_SECONDS = 120;

  private static final long USUAL_AFTER_MS = 3_600_000;
  private static final double ENOUGH_SECONDS = 3;
  private static final int FORGET_ROWS_AFTER = 600;
  private static final int FORGET_ROWS_SOON_AFTER = 60;
  private static final int MAX_ROWS = 4096;
  private static final int MAX_BLAMED = 64;
  private static final double DEATH_IS_NEWS_SECONDS = 15;

  final String service;
  private final Map<String, Map<String, Row>> rows = new HashMap<>();
  private final Map<Stage, Watch> watches = new EnumMap<>(Stage.class);
  private final double[] newest = new double[Amount.COUNT];
  private final Map<String, Client> owners = new TreeMap<>();
  private Clients clients = new Clients();
  private int rowCount;
  private double learnedSeconds;
  private final Map<String, Integer> blamed = new HashMap<>();
  private double lastDeathSeconds;
  private double lastStopped;
  private int risingSteps;

  Place(String service) {
    this.service = service;
  }

  boolean isHost() {
    return service.isEmpty();
  }

  /** The row of a client at a handler; one of all that are too many, once there are. */
  Row row(String client, String handler) {
    Row row = known(client, handler);
    if (row == null) {
      boolean full = rowCount >= MAX_ROWS;
      Row other = full ? known(Label.OTHER, Label.OTHER) : null;
      row = other != null ? other : add(full ? Label.OTHER : client, full ? Label.OTHER : handler);
    }
    return row;
  }

  private @Nullable Row known(String client, String handler) {
    Map<String, Row> atHandler = rows.get(handler);
    return atHandler == null ? null : atHandler.get(client);
  }

  private Row add(String client, String handler) {
    Client owner = owners.computeIfAbsent(client, name -> new Client(service, name));
    Row row = new Row(client, handler, owner);
    rows.computeIfAbsent(handler, key -> new HashMap<>()).put(client, row);
    rowCount++;
    return row;
  }

  Watch watch(Stage stage) {
    return watches.computeIfAbsent(
        stage, key -> new Watch(key == Stage.KILLS ? 1 : Watch.OPEN_AFTER));
  }

  Map<Stage, Watch> watches() {
    return watches;
  }

  /** For how many steps, this one among them, the share of time stopped has risen in a row. */
  int rising(double stopped) {
    risingSteps = stopped > lastStopped ? risingSteps + 1 : stopped < lastStopped ? 0 : risingSteps;
    lastStopped = stopped;
    return risingSteps;
  }

  /**
   * Takes who was heaviest before the last death of a process of this service, once for each death
   * that is news. It is blamed only if it asked for more than usual then.
   *
   * @param heaviest null if nobody is known
   */
  void died(double deathSeconds, long nowMs, @Nullable String heaviest) {
    if (deathSeconds <= lastDeathSeconds) {
      return;
    }
    lastDeathSeconds = deathSeconds;
    boolean news = nowMs / 1000.0 - deathSeconds <= DEATH_IS_NEWS_SECONDS;
    if (news && heaviest != null && knows() && Attribution.hasRisen(clients, heaviest)) {
      if (blamed.size() < MAX_BLAMED || blamed.containsKey(heaviest)) {
        blamed.merge(heaviest, 1, Integer::sum);
      }
    }
  }

  /** Who is blamed for most deaths since the finding about them opened, and for how many. */
  Map.@Nullable Entry<String, Integer> mostBlamed() {
    return blamed.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .orElse(null);
  }

  /** Forgets who was blamed, when no deaths are left to be explained. */
  void absolve() {
    blamed.clear();
  }

  Clients clients() {
    return clients;
  }

  /** Whether its rows have a baseline. */
  boolean knows() {
    return learnedSeconds >= ENOUGH_SECONDS;
  }

  /** Rate of an amount in the newest step, to tell what goes on from what is over. */
  double newest(Amount amount) {
    return newest[amount.ordinal()];
  }

  /** Whether there were requests in the newest step. */
  boolean hasTraffic() {
    return newest(Amount.REQUESTS) > 0;
  }

  /** Whether it was ever seen to have requests at all. */
  boolean hasRows() {
    return rowCount > 0;
  }

  /** Adds up what the rows did in the last seconds. */
  void close(Steps steps) {
    owners.values().forEach(Client::clear);
    Arrays.fill(newest, 0);
    int slot = steps.slot(0);
    for (Map<String, Row> atHandler : rows.values()) {
      for (Row row : atHandler.values()) {
        row.close(steps);
        row.owner.add(row);
        double[] step = row.step(slot);
        for (int i = 0; i < newest.length; i++) {
          newest[i] += step[i] / steps.seconds(slot);
        }
      }
    }
    clients = new Clients();
    clients.addAll(owners.values());
    forgetIdle();
  }

  private void forgetIdle() {
    if (rowCount > MAX_ROWS / 2) {
      // Where names come and go by the second, the newest must find a place.
      int after = rowCount > MAX_ROWS * 3 / 4 ? FORGET_ROWS_SOON_AFTER : FORGET_ROWS_AFTER;
      for (Map<String, Row> atHandler : rows.values()) {
        atHandler.values().removeIf(row -> row.idleSteps() > after);
      }
      rows.values().removeIf(Map::isEmpty);
      owners.keySet().retainAll(all().stream().map(row -> row.client).toList());
      rowCount = rows.values().stream().mapToInt(Map::size).sum();
    }
  }

  /**
   * Whether any watch is on, or may be soon. After an hour something is no longer an incident, but
   * how things are.
   *
   * @param dials whether there are many; without, sockets in TIME_WAIT only tell of a minute ago
   */
  boolean isDisturbed(long nowMs, boolean dials) {
    for (Map.Entry<Stage, Watch> each : watches.entrySet()) {
      Watch watch = each.getValue();
      boolean past = each.getKey() == Stage.TIME_WAIT && !dials;
      boolean away = !past && (watch.isOn() || watch.isDoubtful());
      if (away && nowMs - watch.sinceEpochMs() < USUAL_AFTER_MS) {
        return true;
      }
    }
    return false;
  }

  /** Makes the oldest step part of the rows' baseline, and the newest values of the watches'. */
  void learn(Steps steps) {
    int oldest = steps.slot(Row.STEPS - 1);
    double seconds = steps.seconds(oldest);
    if (seconds > 0) {
      learnedSeconds = Math.min(MEMORY_SECONDS, learnedSeconds + seconds);
      double weight = Math.min(1, seconds / learnedSeconds);
      for (Map<String, Row> atHandler : rows.values()) {
        for (Row row : atHandler.values()) {
          row.learn(oldest, seconds, weight);
        }
      }
    }
    watches.values().forEach(Watch::learn);
  }

  /** Learns anew what is usual, when all clients together have changed and nothing is open. */
  void learnAnewIfAllHaveGrown() {
    boolean open = watches.values().stream().anyMatch(Watch::isOn);
    if (!open && learnedSeconds > 0 && clients.haveAllGrown()) {
      watches.clear();
      learnedSeconds = 0;
      for (Map<String, Row> atHandler : rows.values()) {
        atHandler.values().forEach(Row::forgetUsual);
      }
      owners.values().forEach(Client::clear);
      rows.values().forEach(all -> all.values().forEach(row -> row.owner.add(row)));
      clients = new Clients();
      clients.addAll(owners.values());
    }
  }

  void clear(int slot) {
    for (Map<String, Row> atHandler : rows.values()) {
      for (Row row : atHandler.values()) {
        row.clear(slot);
      }
    }
  }

  void forEachRow(Consumer<Row> taken) {
    for (Map<String, Row> atHandler : rows.values()) {
      atHandler.values().forEach(taken);
    }
  }

  private Collection<Row> all() {
    List<Row> all = new ArrayList<>(rowCount);
    rows.values().forEach(atHandler -> all.addAll(atHandler.values()));
    return all;
  }
}

package io.tidemark.collector.store;

import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gathers snapshots into the block that will be written next. Snapshots mostly have the same
 * samples in the same order, so each is looked for where it was last time. Thread-safe.
 */
final class Gatherer {
  /** Series that are kept; what comes beyond is left out and counted. */
  static final int MAX_SERIES = 24_000;

  /** Of these, series of clients: the rest is free for ports, pauses, memory and the like. */
  static final int MAX_CLIENT_SERIES = 18_000;

  // A second, less what a timer may come early.
  private static final long LEAST_STEP_MS = 900;

  /** What says of the collector's own work, and changes without meaning anything. */
  private static final Set<Metric> NOT_KEPT =
      EnumSet.of(
          Metric.SIGNAL_DURATION,
          Metric.DUMP_DURATION,
          Metric.SEGMENT_AGE,
          Metric.SEGMENT_LIMIT,
          Metric.PROCESS_UPTIME);

  private final Map<SeriesKey, Tracked> tracked = new HashMap<>();
  private List<Tracked> order = List.of();
  private final long[] times = new long[Block.MAX_ROWS];
  private int rows;
  private int series;
  private int clientSeries;
  private int leftOut;
  private volatile int shownSeries;
  private volatile int shownLeftOut;

  /** Whether a moment is in another window than the rows so far, which must be taken first. */
  synchronized boolean isFullFor(long epochMs) {
    long windowMs = Level.FULL.windowMs();
    return rows > 0
        && (rows == Block.MAX_ROWS
            || Math.floorDiv(epochMs, windowMs) != Math.floorDiv(times[0], windowMs));
  }

  /** Takes a snapshot, unless it comes within the same second as the one before. */
  synchronized void add(Snapshot snapshot) {
    if (rows == Block.MAX_ROWS
        || (rows > 0 && snapshot.epochMs() - times[rows - 1] < LEAST_STEP_MS)) {
      return;
    }
    leftOut = 0;
    List<Tracked> now = new ArrayList<>(snapshot.samples().size());
    for (Sample sample : snapshot.samples()) {
      if (NOT_KEPT.contains(sample.metric())) {
        continue;
      }
      Tracked found = find(sample, now.size());
      if (found != null) {
        found.set(rows, sample);
        now.add(found);
      }
    }
    order = now;
    times[rows++] = snapshot.epochMs();
    shownSeries = series;
    shownLeftOut = leftOut;
  }

  private @Nullable Tracked find(Sample sample, int place) {
    if (place < order.size() && order.get(place).isOf(sample)) {
      return order.get(place);
    }
    Tracked candidate = new Tracked(sample);
    Tracked found = tracked.get(candidate.identity());
    if (found != null) {
      return found;
    }
    int columns = candidate.columns().size();
    boolean client = isOfClient(sample.metric());
    if (series + columns > MAX_SERIES || (client && clientSeries + columns > MAX_CLIENT_SERIES)) {
      leftOut += columns;
      return null;
    }
    series += columns;
    clientSeries += client ? columns : 0;
    tracked.put(candidate.identity(), candidate);
    return candidate;
  }

  private static boolean isOfClient(Metric metric) {
    return metric.labels().contains("client.name");
  }

  /** What was gathered since the last time; nothing, where there was no snapshot. */
  synchronized Optional<Block> take() {
    Optional<Block> block = peek(key -> true);
    tracked.values().removeIf(this::isGone);
    tracked.values().forEach(Tracked::clear);
    rows = 0;
    return block;
  }

  private boolean isGone(Tracked candidate) {
    if (!candidate.isEmpty()) {
      return false;
    }
    int columns = candidate.columns().size();
    series -= columns;
    clientSeries -= isOfClient(candidate.identity().metric()) ? columns : 0;
    return true;
  }

  /** The same, of some series, without taking it. */
  synchronized Optional<Block> peek(Predicate<SeriesKey> wanted) {
    if (rows == 0) {
      return Optional.empty();
    }
    List<Column> columns = new ArrayList<>();
    for (Tracked each : tracked.values()) {
      for (GrowingColumn column : each.columns()) {
        if (!column.isEmpty() && wanted.test(column.key())) {
          columns.add(column.column(rows));
        }
      }
    }
    return Optional.of(new Block(Arrays.copyOf(times, rows), columns));
  }

  /** Series that are kept, of the last half minute. Never waits. */
  int kept() {
    return shownSeries;
  }

  /**
   * Series that the last snapshot had and that are not kept, for there are too many. Never waits.
   */
  int leftOut() {
    return shownLeftOut;
  }
}

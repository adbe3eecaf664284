package io.tidemark.collector.signal;

import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.CountedRow;
import io.tidemark.segment.SegmentSnapshot;
import io.tidemark.segment.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one segment holds as samples, from second to second, and since when it has not moved. A
 * snapshot and rows that are the same objects as before have not moved, and nor have their samples.
 * Not thread-safe.
 */
final class SegmentSamples {
  private static final long NOTHING_YET = -1;

  private final Source source;
  private final Map<Table, List<RowSamples>> rows = new HashMap<>();
  private @Nullable SegmentSnapshot last;
  private boolean living;
  private long counted;
  private long movedMs;
  private List<Sample> samples = List.of();

  /**
   * A segment whose samples have yet to be made.
   *
   * @param before the same segment when its source was not quite known; null for a new one
   */
  SegmentSamples(Source source, @Nullable SegmentSamples before) {
    this.source = source;
    this.counted = before == null ? NOTHING_YET : before.counted;
    this.movedMs = before == null ? 0 : before.movedMs;
  }

  Source source() {
    return source;
  }

  /** When its counters were first seen to be what they are. */
  long movedMs() {
    return movedMs;
  }

  /** How the segment fares, and the samples of all its rows. */
  @SuppressWarnings("ReferenceEquality") // what is equal but another object costs only time
  List<Sample> of(SegmentSnapshot snapshot, boolean nowLiving, long nowMs) {
    if (snapshot != last || nowLiving != living) {
      long sum = counted(snapshot);
      if (sum != counted) {
        counted = sum;
        movedMs = nowMs;
      }
      living = nowLiving;
      samples = make(snapshot);
      last = snapshot;
    }
    return samples;
  }

  /** All its counters added up, which only grows. */
  private static long counted(SegmentSnapshot snapshot) {
    long counted = 0;
    for (long count : snapshot.processCounters().values()) {
      counted += count;
    }
    for (CountedRow row : snapshot.rows()) {
      counted += row.counted();
    }
    for (List<? extends CountedRow> named : snapshot.tables().values()) {
      for (CountedRow row : named) {
        counted += row.counted();
      }
    }
    return counted;
  }

  private List<Sample> make(SegmentSnapshot snapshot) {
    List<Sample> all = new ArrayList<>(samples.size());
    SegmentHealth.report(new Report(all::add, source), snapshot);
    for (Table table : Table.values()) {
      make(all, table, table == Table.LEDGER ? snapshot.rows() : snapshot.rows(table));
    }
    return List.copyOf(all);
  }

  private void make(List<Sample> all, Table table, List<? extends CountedRow> now) {
    List<RowSamples> before = rows.getOrDefault(table, List.of());
    List<RowSamples> kept = new ArrayList<>(now.size());
    for (int i = 0; i < now.size(); i++) {
      CountedRow row = now.get(i);
      RowSamples known = i < before.size() ? before.get(i) : null;
      if (known == null || !known.isOf(row)) {
        known = find(before, row);
      }
      kept.add(known);
      all.addAll(known.of(row, living));
    }
    rows.put(table, kept);
  }

  // Rows seldom come and go; those behind such a one then stand at other places than before.
  private RowSamples find(List<RowSamples> before, CountedRow row) {
    for (RowSamples known : before) {
      if (known.row() == row) {
        return known;
      }
    }
    return new RowSamples(source, row, living);
  }
}

package io.tidemark.collector.who;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Turns the collector's samples back into a ledger, so that the page reads no segment a second
 * time.
 */
public final class SampledLedger {
  // The first two labels of every metric of a row are its client and its handler.
  private record Row(Source source, String client, String method) {}

  private static final class Counts {
    double started;
    double active;
    double errors;
    double items;
    double durationSeconds;
    final Effects.Builder effects = new Effects.Builder();
  }

  private final Map<Source, Boolean> aliveBySource = new LinkedHashMap<>();
  private final Map<Row, Counts> countsByRow = new LinkedHashMap<>();
  private final Map<Source, NamedSamples> namedBySource = new LinkedHashMap<>();

  private SampledLedger() {}

  /** The ledger that a snapshot holds; its time is the snapshot's. */
  public static Ledger of(Snapshot snapshot) {
    SampledLedger ledger = new SampledLedger();
    for (Sample sample : snapshot.samples()) {
      if (sample instanceof NumberSample number) {
        ledger.add(number);
      } else if (sample instanceof HistogramSample histogram) {
        ledger.add(histogram);
      }
    }
    return ledger.build(TimeUnit.MILLISECONDS.toNanos(snapshot.epochMs()));
  }

  private void add(NumberSample sample) {
    switch (sample.metric()) {
      case SEGMENT_ALIVE -> aliveBySource.put(sample.source(), sample.value() == 1);
      case REQUESTS -> counts(sample).started = sample.value();
      case ACTIVE_REQUESTS -> counts(sample).active = sample.value();
      case ERRORS -> counts(sample).errors += sample.value();
      case TASKS, DIALS, DIAL_ERRORS, LOG_EVENTS, ALLOCATED, CPU_TIME ->
          counts(sample)
              .effects
              .set(
                  sample.metric(), sample.labels().get(sample.labels().size() - 1), sample.value());
      default -> named(sample).add(sample);
    }
  }

  private void add(HistogramSample sample) {
    if (sample.metric() == Metric.ITEMS) {
      counts(sample).items = sample.sum();
    } else if (sample.metric() == Metric.DURATION) {
      counts(sample).durationSeconds = sample.sum();
    } else {
      named(sample).add(sample);
    }
  }

  private NamedSamples named(Sample sample) {
    return namedBySource.computeIfAbsent(sample.source(), source -> new NamedSamples());
  }

  private Counts counts(Sample sample) {
    Row row = new Row(sample.source(), sample.labels().get(0), sample.labels().get(1));
    return countsByRow.computeIfAbsent(row, key -> new Counts());
  }

  private Ledger build(long nanos) {
    Map<Source, List<RowCounts>> rowsBySource = new LinkedHashMap<>();
    int dead = 0;
    for (Map.Entry<Source, Boolean> jvm : aliveBySource.entrySet()) {
      if (jvm.getValue()) {
        rowsBySource.put(jvm.getKey(), new ArrayList<>());
      } else {
        dead++;
      }
    }
    countsByRow.forEach(
        (row, counts) -> {
          List<RowCounts> rows = rowsBySource.get(row.source());
          if (rows != null) {
            rows.add(rowCounts(row, counts));
          }
        });
    List<Ledger.Jvm> living = new ArrayList<>();
    rowsBySource.forEach(
        (source, rows) -> {
          NamedSamples named = namedBySource.getOrDefault(source, new NamedSamples());
          living.add(new Ledger.Jvm(run(source), source.service(), rows, named.build()));
        });
    return new Ledger(nanos, living, dead, List.of());
  }

  private static RowCounts rowCounts(Row row, Counts counts) {
    return new RowCounts(
        row.client(),
        row.method(),
        (long) counts.started,
        (long) (counts.started - counts.active),
        (long) counts.errors,
        (long) counts.items,
        Math.round(counts.durationSeconds * 1e9),
        counts.effects.build());
  }

  private static String run(Source source) {
    return source.service() + '\n' + source.instance() + '\n' + source.startEpochMs();
  }
}

package io.tidemark.collector.who;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns the collector's samples back into a ledger, so that the page reads no segment a second
 * time.
 */
public final class SampledLedger {
  // The first two labels of every metric of a row are its client and its handler.
  private record Row(String client, String method) {}

  private static final class Counts {
    double started;
    double active;
    double errors;
    double items;
    double durationSeconds;
    final Effects.Builder effects = new Effects.Builder();
  }

  /** One JVM's; samples of one row follow each other, so that it is seldom looked for. */
  private static final class Jvm {
    private final Map<Row, Counts> countsByRow = new LinkedHashMap<>();
    private final NamedSamples named = new NamedSamples();
    private Row row = new Row("", "");
    private Counts counts = new Counts();

    Counts counts(Sample sample) {
      String client = sample.labels().get(0);
      String method = sample.labels().get(1);
      if (!client.equals(row.client()) || !method.equals(row.method()) || countsByRow.isEmpty()) {
        row = new Row(client, method);
        counts = countsByRow.computeIfAbsent(row, absent -> new Counts());
      }
      return counts;
    }
  }

  private final Map<Source, Boolean> aliveBySource = new LinkedHashMap<>();
  private final Map<Source, Jvm> bySource = new HashMap<>();
  private @Nullable Source source;
  private Jvm jvm = new Jvm();

  private SampledLedger() {}

  /** The ledger that a snapshot holds; its time is the snapshot's. */
  public static Ledger of(Snapshot snapshot) {
    return of(snapshot, new Ledger(0, List.of(), 0, List.of()));
  }

  /**
   * The same.
   *
   * @param before an earlier one, with which it shares what is equal
   */
  public static Ledger of(Snapshot snapshot, Ledger before) {
    SampledLedger ledger = new SampledLedger();
    for (Sample sample : snapshot.samples()) {
      if (sample instanceof NumberSample number) {
        ledger.add(number);
      } else if (sample instanceof HistogramSample histogram) {
        ledger.add(histogram);
      }
    }
    return ledger.build(TimeUnit.MILLISECONDS.toNanos(snapshot.epochMs()), before);
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
      default -> {
        if (NamedSamples.takes(sample.metric())) {
          jvm(sample).named.add(sample);
        }
      }
    }
  }

  private void add(HistogramSample sample) {
    if (sample.metric() == Metric.ITEMS) {
      counts(sample).items = sample.sum();
    } else if (sample.metric() == Metric.DURATION) {
      counts(sample).durationSeconds = sample.sum();
    } else if (NamedSamples.takes(sample.metric())) {
      jvm(sample).named.add(sample);
    }
  }

  private Counts counts(Sample sample) {
    return jvm(sample).counts(sample);
  }

  // To ask a source for its hash code is to ask all its attributes; the next sample is mostly of
  // the same object.
  @SuppressWarnings("ReferenceEquality")
  private Jvm jvm(Sample sample) {
    if (sample.source() != source) {
      source = sample.source();
      jvm = bySource.computeIfAbsent(sample.source(), absent -> new Jvm());
    }
    return jvm;
  }

  private Ledger build(long nanos, Ledger before) {
    Map<String, List<RowCounts>> rowsBefore = new HashMap<>();
    before.living().forEach(known -> rowsBefore.put(known.run(), known.rows()));
    List<Ledger.Jvm> living = new ArrayList<>();
    int dead = 0;
    for (Map.Entry<Source, Boolean> each : aliveBySource.entrySet()) {
      if (each.getValue()) {
        String run = run(each.getKey());
        Jvm read = bySource.getOrDefault(each.getKey(), new Jvm());
        List<RowCounts> rows = rows(read, rowsBefore.getOrDefault(run, List.of()));
        living.add(new Ledger.Jvm(run, each.getKey().service(), rows, read.named.build()));
      } else {
        dead++;
      }
    }
    return new Ledger(nanos, living, dead, List.of());
  }

  private static List<RowCounts> rows(Jvm jvm, List<RowCounts> before) {
    List<RowCounts> rows = new ArrayList<>(jvm.countsByRow.size());
    boolean same = before.size() == jvm.countsByRow.size();
    for (Map.Entry<Row, Counts> each : jvm.countsByRow.entrySet()) {
      RowCounts now = rowCounts(each.getKey(), each.getValue());
      int place = rows.size();
      boolean known = place < before.size() && before.get(place).equals(now);
      rows.add(known ? before.get(place) : now);
      same &= known;
    }
    return same ? before : rows;
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

package io.tidemark.collector.verdict;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Label;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the counters of every JVM's ledger into what was added since the snapshot before, by client
 * and handler.
 *
 * <p>A JVM that was running before the first snapshot counts from that snapshot on; one that starts
 * later counts from zero. A counter that is smaller than before begins anew: its row has another
 * owner. What 'other' takes over from a row that lost its place was counted before, and is left
 * out.
 */
final class Ledgers {
  private static final int FORGET_AFTER = 120;
  private static final int PORTLESS = Amount.PORTLESS_DIALS.ordinal();

  /** What a row of one JVM has counted. */
  private static final class Cells {
    double[] now = new double[Amount.COUNT];
    double[] before = new double[Amount.COUNT];
    double active;
    int seen;
  }

  private static final class Jvm {
    final String service;
    final boolean countsFromZero;
    final Map<String, Map<String, Cells>> byHandler = new HashMap<>();
    String lastHandler = "";
    String lastClient = "";
    @Nullable Cells last;
    int seen;
    boolean fresh = true;

    Jvm(String service, boolean countsFromZero) {
      this.service = service;
      this.countsFromZero = countsFromZero;
    }

    // Samples of a row come one after the other, usually with the very same labels.
    @SuppressWarnings("ReferenceEquality")
    Cells cells(List<String> labels) {
      String client = labels.get(0);
      String handler = labels.get(1);
      Cells cells = last;
      if (cells == null || client != lastClient || handler != lastHandler) {
        cells =
            byHandler
                .computeIfAbsent(handler, key -> new HashMap<>())
                .computeIfAbsent(client, key -> new Cells());
        last = cells;
        lastClient = client;
        lastHandler = handler;
      }
      return cells;
    }
  }

  /** Where the additions go. */
  interface Sink {
    /**
     * Takes what a row added.
     *
     * @param added by {@link Amount}; not to be kept
     * @param active requests that run now
     */
    void add(String service, String client, String handler, double[] added, double active);
  }

  private final Map<String, Jvm> jvms = new HashMap<>();
  private final IdentityHashMap<Source, Jvm> bySource = new IdentityHashMap<>();
  private final double[] added = new double[Amount.COUNT];
  private long lastEpochMs;
  private int turn;

  /** Takes the samples of a snapshot. */
  void read(List<Sample> samples, long epochMs, Sink sink) {
    turn++;
    bySource.clear();
    for (Sample sample : samples) {
      if (sample instanceof NumberSample number) {
        read(number);
      } else if (sample instanceof HistogramSample histogram) {
        read(histogram);
      }
    }
    jvms.values().forEach(jvm -> report(jvm, sink));
    jvms.values().removeIf(jvm -> turn - jvm.seen > FORGET_AFTER);
    lastEpochMs = epochMs;
  }

  private void read(NumberSample sample) {
    switch (sample.metric()) {
      case REQUESTS -> add(sample, Amount.REQUESTS);
      case ERRORS -> add(sample, Amount.ERRORS);
      case TASKS -> add(sample, Amount.TASKS);
      case DIALS -> add(sample, Amount.DIALS);
      case DIAL_ERRORS -> failedDials(sample);
      case LOG_EVENTS -> add(sample, Amount.LOG_EVENTS);
      case LOG_BLOCKED -> add(sample, Amount.LOG_BLOCKED);
      case ALLOCATED -> add(sample, Amount.ALLOCATED);
      case CPU_TIME -> add(sample, Amount.CPU);
      case ACTIVE_REQUESTS -> cells(sample).active += sane(sample.value(), 0);
      default -> {}
    }
  }

  private void read(HistogramSample sample) {
    switch (sample.metric()) {
      case ITEMS -> {
        add(sample, Amount.ITEMS, sample.sum());
        add(sample, Amount.BATCHES, (double) sample.count());
      }
      case DURATION -> {
        add(sample, Amount.TIME, sample.sum());
        add(sample, Amount.ENDED, (double) sample.count());
      }
      default -> {}
    }
  }

  private void add(NumberSample sample, Amount amount) {
    add(sample, amount, sample.value());
  }

  private void add(Sample sample, Amount amount, double value) {
    Cells cells = cells(sample);
    cells.now[amount.ordinal()] += sane(value, cells.before[amount.ordinal()]);
  }

  private void failedDials(NumberSample sample) {
    Cells cells = cells(sample);
    int failed = Amount.FAILED_DIALS.ordinal();
    cells.now[failed] += sane(sample.value(), cells.before[failed]);
    if (isForWantOfAPort(sample.labels().get(3))) {
      cells.now[PORTLESS] += sane(sample.value(), cells.before[PORTLESS]);
    }
  }

  /** Whether a dial failed at this end, and not at the other. */
  static boolean isForWantOfAPort(String reason) {
    return reason.equals("address_already_in_use") || reason.equals("address_not_available");
  }

  // A counter that cannot be is taken to stand still.
  private static double sane(double value, double before) {
    return Gauges.isSane(value) ? value : before;
  }

  private Cells cells(Sample sample) {
    Jvm jvm = bySource.get(sample.source());
    if (jvm == null) {
      jvm = jvm(sample.source());
      bySource.put(sample.source(), jvm);
      jvm.seen = turn;
    }
    Cells cells = jvm.cells(sample.labels());
    if (cells.seen != turn) {
      cells.seen = turn;
      Arrays.fill(cells.now, 0);
      cells.active = 0;
    }
    return cells;
  }

  private Jvm jvm(Source source) {
    String run = source.service() + '\n' + source.instance() + '\n' + source.startEpochMs();
    return jvms.computeIfAbsent(
        run,
        key ->
            new Jvm(
                source.service(), lastEpochMs > 0 && source.startEpochMs() >= lastEpochMs - 5_000));
  }

  private void report(Jvm jvm, Sink sink) {
    if (jvm.seen != turn) {
      return; // its segment may only be late; if it comes back, nothing is lost
    }
    for (Map.Entry<String, Map<String, Cells>> handler : jvm.byHandler.entrySet()) {
      double[] folded = folded(handler.getValue());
      for (Map.Entry<String, Cells> client : handler.getValue().entrySet()) {
        Cells cells = client.getValue();
        boolean other = client.getKey().equals(Label.OTHER);
        sink.add(
            jvm.service,
            client.getKey(),
            handler.getKey(),
            added(jvm, cells, other ? folded : null),
            cells.active);
      }
    }
    jvm.fresh = false;
    jvm.last = null; // it may be of a row that is gone
  }

  // Rows that are gone, or count less than before, gave what they had counted to 'other'.
  private double[] folded(Map<String, Cells> clients) {
    double[] folded = new double[Amount.COUNT];
    int requests = Amount.REQUESTS.ordinal();
    Iterator<Cells> each = clients.values().iterator();
    while (each.hasNext()) {
      Cells cells = each.next();
      boolean gone = cells.seen != turn;
      if (gone || cells.now[requests] < cells.before[requests]) {
        for (int i = 0; i < folded.length; i++) {
          folded[i] += cells.before[i];
        }
      }
      if (gone) {
        each.remove();
      }
    }
    return folded;
  }

  private double[] added(Jvm jvm, Cells cells, double @Nullable [] folded) {
    boolean unknownPast = jvm.fresh && !jvm.countsFromZero;
    for (int i = 0; i < added.length; i++) {
      double since = cells.now[i] - cells.before[i];
      added[i] = unknownPast ? 0 : since >= 0 ? since : cells.now[i];
      if (folded != null) {
        added[i] = Math.max(0, added[i] - folded[i]);
      }
    }
    double[] swap = cells.before;
    cells.before = cells.now;
    cells.now = swap;
    return added;
  }
}

package io.tidemark.collector.verdict;

import io.tidemark.collector.verdict.Moment.Heavy;
import io.tidemark.segment.Label;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Adds up what the places hold of the newest step. */
final class Moments {
  private static final Comparator<Heavy> LIGHTEST_FIRST = Comparator.comparingDouble(Heavy::weight);

  private Moments() {}

  /** The moment that ends a step of some seconds. */
  static Moment of(
      long nowMs, double seconds, int slot, Collection<Place> services, Gauges gauges) {
    double[] added = new double[Amount.COUNT];
    double[] figures = new double[Trace.ALL.size()];
    PriorityQueue<Heavy> heaviest = new PriorityQueue<>(LIGHTEST_FIRST);
    for (Place place : services) {
      place.forEachRow(row -> add(row, slot, seconds, added, heaviest));
      Gauges.OfService of = gauges.of(place.service);
      raise(figures, Trace.THREADS, of.threads);
      raise(figures, Trace.STOPPED, of.stopped);
      of.usedBytes.values().forEach(bytes -> raise(figures, Trace.MEMORY, bytes));
    }
    set(figures, Trace.REQUESTS, added[Amount.REQUESTS.ordinal()] / seconds);
    set(figures, Trace.ITEMS, added[Amount.ITEMS.ordinal()] / seconds);
    set(figures, Trace.TASKS, added[Amount.TASKS.ordinal()] / seconds);
    set(figures, Trace.FAILED_DIALS, added[Amount.FAILED_DIALS.ordinal()] / seconds);
    set(figures, Trace.LOG_EVENTS, added[Amount.LOG_EVENTS.ordinal()] / seconds);
    set(figures, Trace.ERRORS, added[Amount.ERRORS.ordinal()] / seconds);
    double ended = added[Amount.ENDED.ordinal()];
    double time = added[Amount.TIME.ordinal()];
    set(figures, Trace.LATENCY, ended > 0 ? time / ended : Double.NaN);
    set(figures, Trace.DIALS, gauges.ports().dialRate());
    set(figures, Trace.TIME_WAIT, gauges.ports().timeWait());
    set(figures, Trace.DEATHS, gauges.deathsAt(nowMs));
    List<Heavy> rows = new ArrayList<>(heaviest);
    rows.sort(LIGHTEST_FIRST.reversed());
    return new Moment(nowMs, rows, figures);
  }

  private static void add(
      Row row, int slot, double seconds, double[] added, PriorityQueue<Heavy> heaviest) {
    double[] step = row.step(slot);
    for (int i = 0; i < added.length; i++) {
      added[i] += step[i];
    }
    double items = step[Amount.ITEMS.ordinal()] / seconds;
    double requests = step[Amount.REQUESTS.ordinal()] / seconds;
    double weight = items + requests / 1000;
    boolean full = heaviest.size() == Moment.MAX_ROWS;
    Heavy lightest = full ? heaviest.peek() : null;
    if (weight <= 0 || row.client.equals(Label.UNATTRIBUTED)) {
      return;
    }
    if (lightest == null || weight > lightest.weight()) {
      heaviest.add(new Heavy(row.service, row.client, row.handler, items, requests));
    }
    if (heaviest.size() > Moment.MAX_ROWS) {
      heaviest.remove();
    }
  }

  private static void set(double[] figures, Trace trace, double value) {
    figures[trace.ordinal()] = value;
  }

  private static void raise(double[] figures, Trace trace, double value) {
    figures[trace.ordinal()] = Math.max(figures[trace.ordinal()], value);
  }
}

package io.tidemark.collector.signal;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.socket.Listener;
import io.tidemark.collector.socket.PortOutlook;
import io.tidemark.collector.socket.PortRange;
import io.tidemark.collector.socket.PortSurvey;
import io.tidemark.collector.socket.SocketCensus;
import io.tidemark.collector.socket.SocketSink;
import io.tidemark.collector.socket.SocketTable;
import io.tidemark.collector.socket.TcpState;
import io.tidemark.segment.Label;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One network namespace's sockets and ports as samples.
 *
 * @param survey the last listing
 * @param ageSeconds how long ago that was
 */
record SocketSamples(String namespace, Report report, PortSurvey survey, double ageSeconds) {
  private static final int HEAVIEST = 32;
  private static final int FULLEST = 16;

  /**
   * Reports all of it.
   *
   * @param range empty where it is not known, and then no port is free or runs out
   * @param missing what the table of sockets cannot tell, which is left out
   */
  void report(Optional<PortRange> range, Set<String> missing) {
    SocketCensus census = survey.census();
    states(census, missing);
    census.timeWait(HEAVIEST).forEach(row -> count(Metric.TIME_WAIT, row.labels(), row.count()));
    used(
        census.portsByDestination(HEAVIEST),
        survey.destinations(),
        Metric.PORTS_USED,
        Metric.PORTS_USED_MAX);
    used(
        census.portsBySource(HEAVIEST),
        survey.sources(),
        Metric.SOURCE_PORTS_USED,
        Metric.SOURCE_PORTS_USED_MAX);
    if (!missing.contains(SocketTable.NO_TIME_WAIT)) {
      range.ifPresent(this::headroom);
    }
    if (!missing.contains(SocketTable.NO_TIMERS)) {
      for (PortOutlook outlook : survey.destinations()) {
        add(Metric.DIAL_RATE, outlook.labels(), outlook.dialsPerSecond());
      }
    }
    census.fullestListeners(FULLEST).forEach(this::queue);
  }

  private void states(SocketCensus census, Set<String> missing) {
    for (TcpState state : TcpState.values()) {
      if (state != TcpState.TIME_WAIT || !missing.contains(SocketTable.NO_TIME_WAIT)) {
        String label = state.label();
        report.count(Metric.CONNECTIONS, census.ipv4(state), namespace, "tcp", "ipv4", label);
        report.count(Metric.CONNECTIONS, census.ipv6(state), namespace, "tcp", "ipv6", label);
      }
    }
  }

  private void used(
      List<SocketCensus.Row> rows, List<PortOutlook> outlooks, Metric metric, Metric max) {
    Map<List<String>, PortOutlook> byLabels = new HashMap<>();
    outlooks.forEach(outlook -> byLabels.put(outlook.labels(), outlook));
    for (SocketCensus.Row row : rows) {
      PortOutlook outlook = isRest(row.labels()) ? null : byLabels.get(row.labels());
      long now = outlook == null ? row.count() : outlook.usedAfter(ageSeconds);
      count(metric, row.labels(), now);
      count(max, row.labels(), now);
    }
  }

  private void headroom(PortRange range) {
    report.count(Metric.PORTS_LIMIT, range.available(), namespace);
    for (PortOutlook outlook : survey.destinations()) {
      if (!isRest(outlook.labels())) {
        count(Metric.PORTS_FREE, outlook.labels(), outlook.freeAfter(ageSeconds));
        left(Metric.PORTS_TIME_LEFT, outlook);
      }
    }
    survey.sources().forEach(outlook -> left(Metric.SOURCE_PORTS_TIME_LEFT, outlook));
  }

  private void left(Metric metric, PortOutlook outlook) {
    outlook.leftAfter(ageSeconds).ifPresent(seconds -> add(metric, outlook.labels(), seconds));
  }

  private void queue(Listener listener) {
    String port = Integer.toString(listener.port());
    report.count(Metric.LISTEN_QUEUE, listener.waiting(), namespace, listener.address(), port);
    if (listener.limit() != SocketSink.UNKNOWN) {
      report.count(
          Metric.LISTEN_QUEUE_LIMIT, listener.limit(), namespace, listener.address(), port);
    }
  }

  private static boolean isRest(List<String> labels) {
    return labels.get(0).equals(Label.OTHER);
  }

  private void count(Metric metric, List<String> labels, long value) {
    add(metric, labels, (double) value);
  }

  private void add(Metric metric, List<String> labels, double value) {
    List<String> all = new ArrayList<>(labels);
    all.add(0, namespace);
    report.out().accept(new NumberSample(metric, report.source(), all, value));
  }
}

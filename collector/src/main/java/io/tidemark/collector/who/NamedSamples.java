package io.tidemark.collector.who;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Column;
import io.tidemark.segment.Label;
import io.tidemark.segment.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/**
 * Collects out of one JVM's samples what a ledger holds by name, in the order of the names. For one
 * thread.
 */
final class NamedSamples {
  private final Map<String, IntToLongFunction> followed = new TreeMap<>();
  private final Map<String, IntToLongFunction> held = new TreeMap<>();
  private final Map<String, DestinationCounts> destinations = new TreeMap<>();
  private final Map<String, LogSiteCounts> logSites = new TreeMap<>();

  /** Whether samples of a metric say anything of it. */
  static boolean takes(Metric metric) {
    return switch (metric) {
      case DESTINATION_DIALS, DESTINATION_DIAL_ERRORS, DESTINATION_CONNECTIONS_CLOSED -> true;
      case LOG_SITE_EVENTS, LOG_SITE_BLOCKED -> true;
      case FANOUT_PEAK, DESTINATION_CONNECTION_DURATION -> true;
      default -> false;
    };
  }

  /** Adds what a sample says; one of something else is left out. */
  void add(NumberSample sample) {
    long value = Math.round(sample.value());
    List<String> labels = sample.labels();
    switch (sample.metric()) {
      case DESTINATION_DIALS -> destination(labels, value, 0, 0, 0, Map.of());
      case DESTINATION_DIAL_ERRORS -> destination(labels, 0, value, 0, 0, Map.of());
      case DESTINATION_CONNECTIONS_CLOSED -> {
        boolean local = "local".equals(labels.get(2));
        destination(labels, 0, 0, local ? value : 0, local ? 0 : value, Map.of());
      }
      case LOG_SITE_EVENTS -> logSite(labels.get(0), value, 0);
      case LOG_SITE_BLOCKED ->
          logSite(labels.get(0), 0, Math.round(sample.value() / Column.SITE_BLOCKED_NS.factor()));
      default -> {
        // has no name
      }
    }
  }

  /** The same. */
  void add(HistogramSample sample) {
    if (sample.metric() == Metric.FANOUT_PEAK) {
      boolean follows = "followed".equals(sample.labels().get(1));
      (follows ? followed : held).put(sample.labels().get(0), sample::slot);
    } else if (sample.metric() == Metric.DESTINATION_CONNECTION_DURATION) {
      Map<Integer, Long> lives = new TreeMap<>();
      for (int slot = 0; slot < Buckets.COUNT; slot++) {
        if (sample.slot(slot) > 0) {
          lives.put(slot, sample.slot(slot));
        }
      }
      destination(sample.labels(), 0, 0, 0, 0, lives);
    }
  }

  private void destination(
      List<String> labels,
      long dials,
      long failed,
      long closedLocal,
      long closedRemote,
      Map<Integer, Long> lives) {
    String address = labels.get(0);
    if (!address.equals(Label.OTHER)) {
      String name = address.equals(labels.get(1)) ? address : address + ':' + labels.get(1);
      destinations.merge(
          name,
          new DestinationCounts(name, dials, failed, closedLocal, closedRemote, lives),
          DestinationCounts::plus);
    }
  }

  private void logSite(String site, long events, long blockedNs) {
    if (!site.equals(Label.OTHER)) {
      logSites.merge(site, new LogSiteCounts(site, events, blockedNs), LogSiteCounts::plus);
    }
  }

  Named build() {
    List<Unbounded> unbounded =
        followed.entrySet().stream()
            .filter(each -> !each.getKey().equals(Label.OTHER))
            .map(
                each ->
                    Unbounded.of(
                        each.getKey(),
                        each.getValue(),
                        held.getOrDefault(each.getKey(), slot -> 0)))
            .flatMap(Optional::stream)
            .toList();
    return new Named(unbounded, List.copyOf(destinations.values()), List.copyOf(logSites.values()));
  }
}

package io.tidemark.collector.verdict;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Label;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The places that services dial, each against its own baseline: which of them got slow, or refuses.
 *
 * <p>It is what can be said of a dependency from outside: how long a connect takes and whether it
 * succeeds. How long an open connection waits for an answer is in no segment, nor is a store within
 * the process. For want of a local port every destination fails; that says nothing about it, and is
 * left out. Bounded: {@value #MAX} destinations. For one thread.
 */
final class Destinations {
  private static final int MAX = 256;
  private static final int MAX_SERIES = 4096;
  private static final int FORGET_AFTER = 600;

  /** What is left of a step after another one: about five seconds are looked at. */
  private static final double FADE = 0.8;

  private static final double MIN_DIALS = 2;
  private static final double MIN_GROWTH = 4;
  private static final double MIN_ADDED_SECONDS = 0.01;
  private static final double MIN_FAILED_SHARE = 0.5;

  private record Key(String service, String name) {}

  private record Series(
      String service, String instance, long startEpochMs, List<String> labels, boolean failed) {}

  /** A counter, and when it was last there. */
  private static final class Counted {
    double sum;
    double count;
    int seen;
  }

  private static final class Destination {
    final Baseline usual = new Baseline();
    double seconds;
    double dials;
    double failed;
    double newestSeconds;
    double newestDials;
    double newestFailed;
    String reason = "";
    int seen;
  }

  private final Map<Key, Destination> destinations = new HashMap<>();
  private final Map<Series, Counted> counters = new HashMap<>();
  private int turn;

  /** Takes the counters of a snapshot; the first time of each is where it counts from. */
  void read(List<Sample> samples) {
    turn++;
    for (Sample sample : samples) {
      if (sample instanceof HistogramSample histogram) {
        read(histogram);
      } else if (sample instanceof NumberSample number) {
        read(number);
      }
    }
    destinations.values().forEach(Destinations::close);
    counters.values().removeIf(each -> turn - each.seen > FORGET_AFTER);
    destinations.values().removeIf(each -> turn - each.seen > FORGET_AFTER);
  }

  private void read(HistogramSample sample) {
    switch (sample.metric()) {
      case DESTINATION_DIAL_DURATION -> {
        Destination destination = destination(sample);
        Counted counted = destination == null ? null : counted(sample, false);
        if (destination != null && counted != null && Gauges.isSane(sample.sum())) {
          double count = (double) sample.count();
          if (counted.seen != 0 && count >= counted.count && sample.sum() >= counted.sum) {
            destination.newestSeconds += sample.sum() - counted.sum;
            destination.newestDials += count - counted.count;
          }
          counted.sum = sample.sum();
          counted.count = count;
          counted.seen = turn;
        }
      }
      default -> {}
    }
  }

  private void read(NumberSample sample) {
    switch (sample.metric()) {
      case DESTINATION_DIAL_ERRORS -> {
        String reason = sample.labels().get(2);
        Destination destination = Ledgers.isForWantOfAPort(reason) ? null : destination(sample);
        Counted counted = destination == null ? null : counted(sample, true);
        if (destination != null && counted != null && Gauges.isSane(sample.value())) {
          if (counted.seen != 0 && sample.value() > counted.count) {
            destination.newestFailed += sample.value() - counted.count;
            destination.reason = reason;
          }
          counted.count = sample.value();
          counted.seen = turn;
        }
      }
      default -> {}
    }
  }

  private @Nullable Destination destination(Sample sample) {
    String address = sample.labels().get(0);
    if (address.equals(Label.OTHER)) {
      return null;
    }
    String host = address.indexOf(':') < 0 ? address : '[' + address + ']';
    Key key = new Key(sample.source().service(), host + ':' + sample.labels().get(1));
    Destination known = destinations.get(key);
    if (known == null && destinations.size() < MAX) {
      known = new Destination();
      destinations.put(key, known);
    }
    if (known != null) {
      known.seen = turn;
    }
    return known;
  }

  private @Nullable Counted counted(Sample sample, boolean failed) {
    var source = sample.source();
    Series series =
        new Series(
            source.service(), source.instance(), source.startEpochMs(), sample.labels(), failed);
    Counted known = counters.get(series);
    if (known == null && counters.size() < MAX_SERIES) {
      known = new Counted();
      counters.put(series, known);
    }
    return known;
  }

  private static void close(Destination each) {
    each.seconds = FADE * each.seconds + each.newestSeconds;
    each.dials = FADE * each.dials + each.newestDials;
    each.failed = FADE * each.failed + each.newestFailed;
    each.newestSeconds = 0;
    each.newestDials = 0;
    each.newestFailed = 0;
  }

  /** Makes what a service's dials take now part of what is usual. */
  void learn(String service) {
    destinations.forEach(
        (key, each) -> {
          if (key.service().equals(service) && each.dials > 0.5) {
            each.usual.add(each.seconds / each.dials);
          }
        });
  }

  /** Whether dials of a service are known well enough to say that none got slow. */
  boolean knows(String service) {
    return destinations.entrySet().stream()
        .anyMatch(
            each ->
                each.getKey().service().equals(service)
                    && each.getValue().usual.median().isPresent());
  }

  /** The worst destination of a service as a clause, if there is one that is not as usual. */
  Optional<String> trouble(String service) {
    Map<Double, String> worst = new TreeMap<>();
    destinations.forEach(
        (key, each) -> {
          if (key.service().equals(service) && each.dials + each.failed >= MIN_DIALS) {
            judge(key.name(), each, worst);
          }
        });
    return worst.values().stream().findFirst();
  }

  // What is refused is worse than what is slow; of those that are slow, who adds most.
  private static void judge(String name, Destination each, Map<Double, String> worst) {
    double share = each.failed / Math.max(each.dials, each.failed);
    if (each.failed >= MIN_DIALS && share >= MIN_FAILED_SHARE) {
      worst.putIfAbsent(-1e9 * share - each.failed, Sentences.fails(name, share, each.reason));
      return;
    }
    double now = each.seconds / Math.max(each.dials, 1e-9);
    double usual = each.usual.median().orElse(Double.POSITIVE_INFINITY);
    if (now >= MIN_GROWTH * usual && now - usual >= MIN_ADDED_SECONDS) {
      worst.putIfAbsent(usual - now, Sentences.slow(name, now, usual));
    }
  }
}

package io.tidemark.collector.verdict;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.segment.Label;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Local ports, TIME_WAIT and listening sockets of the host: the worst place of all. */
final class Ports {
  private final Map<String, Double> limits = new HashMap<>();
  private final Map<String, Double> used = new HashMap<>();
  private final Map<String, Double> timeLeft = new HashMap<>();
  private final Map<String, String> namespaces = new HashMap<>();
  private double timeWait;
  private double dialRate;
  private double listenDrops;
  private double listenDropsBefore = Double.NaN;
  private double listenDropsSince;
  private String fullestListener = "";
  private double fullestQueue;
  private String place = "";
  private double usedShare;
  private OptionalDouble secondsLeft = OptionalDouble.empty();

  void begin() {
    limits.clear();
    used.clear();
    timeLeft.clear();
    namespaces.clear();
    timeWait = 0;
    dialRate = 0;
    listenDrops = 0;
    fullestListener = "";
    fullestQueue = 0;
  }

  void read(NumberSample sample) {
    double value = sample.value();
    switch (sample.metric()) {
      case PORTS_LIMIT -> limits.put(sample.labels().get(0), value);
      case SOURCE_PORTS_USED, PORTS_USED -> used.put(place(sample), value);
      case SOURCE_PORTS_TIME_LEFT, PORTS_TIME_LEFT -> timeLeft.put(place(sample), value);
      case TIME_WAIT -> timeWait += value;
      case DIAL_RATE -> dialRate += value;
      case LISTEN_DROPS -> listenDrops += value;
      case LISTEN_QUEUE -> {
        if (value > fullestQueue) {
          fullestQueue = value;
          fullestListener = sample.labels().get(1) + ':' + sample.labels().get(2);
        }
      }
      default -> {}
    }
  }

  private String place(NumberSample sample) {
    List<String> labels = sample.labels();
    String name =
        labels.size() == 2
            ? labels.get(1)
            : labels.get(1) + " to " + labels.get(2) + ':' + labels.get(3);
    namespaces.put(name, labels.get(0));
    return name;
  }

  void end() {
    place = "";
    usedShare = 0;
    secondsLeft = OptionalDouble.empty();
    timeLeft.forEach(
        (where, seconds) -> {
          boolean sooner = secondsLeft.isEmpty() || seconds < secondsLeft.getAsDouble();
          // Of a source and a destination that end together, the source says more.
          boolean simpler = secondsLeft.equals(OptionalDouble.of(seconds)) && isSimpler(where);
          if (sooner || simpler) {
            secondsLeft = OptionalDouble.of(seconds);
            place = where;
          }
        });
    boolean forecast = secondsLeft.isPresent();
    used.forEach(
        (where, ports) -> {
          double limit = limits.getOrDefault(namespaces.getOrDefault(where, ""), 0.0);
          // Many destinations from one source hurt only who binds it, which the forecast knows.
          boolean single = where.contains(" to ") && !where.contains(Label.OTHER);
          boolean counts = forecast ? where.equals(place) : single;
          if (limit >= 1 && counts && ports / limit > usedShare) {
            usedShare = ports / limit;
            place = where;
          }
        });
    listenDropsSince =
        Double.isNaN(listenDropsBefore) ? 0 : Math.max(0, listenDrops - listenDropsBefore);
    listenDropsBefore = listenDrops;
  }

  private boolean isSimpler(String where) {
    return where.length() < place.length()
        || (where.length() == place.length() && where.compareTo(place) < 0);
  }

  /** The source address, or source and destination, that is nearest to its end. */
  String place() {
    return place;
  }

  /** Share of its ports that are held. */
  double usedShare() {
    return usedShare;
  }

  /** Until none is left; empty when no end is in sight. */
  OptionalDouble secondsLeft() {
    return secondsLeft;
  }

  double timeWait() {
    return timeWait;
  }

  double dialRate() {
    return dialRate;
  }

  /** Connections turned away since the snapshot before. */
  double listenDropsSince() {
    return listenDropsSince;
  }

  String fullestListener() {
    return fullestListener;
  }
}

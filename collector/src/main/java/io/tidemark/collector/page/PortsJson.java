package io.tidemark.collector.page;

import static io.tidemark.collector.who.ReportJson.number;
import static io.tidemark.collector.who.ReportJson.string;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Local ports by source address and by destination, those first that are left for least time. */
final class PortsJson {
  private static final int MAX_ROWS = 20;

  private static final class Place {
    final String namespace;
    final String from;
    final String to;
    double used;
    double secondsLeft = Double.POSITIVE_INFINITY;
    double dialsPerSecond;

    Place(List<String> labels) {
      namespace = labels.get(0);
      from = labels.get(1);
      to = labels.size() > 3 ? labels.get(2) + ":" + labels.get(3) : "";
    }
  }

  private final Map<List<String>, Place> places = new HashMap<>();
  private final Map<String, Double> limits = new HashMap<>();

  private PortsJson() {}

  /** At most {@value #MAX_ROWS} as a JSON array. */
  static String of(Snapshot snapshot) {
    PortsJson ports = new PortsJson();
    for (Sample sample : snapshot.samples()) {
      if (sample instanceof NumberSample number) {
        ports.read(number);
      }
    }
    StringJoiner array = new StringJoiner(",", "[", "]");
    ports.places.values().stream()
        .sorted(
            Comparator.comparingDouble((Place place) -> place.secondsLeft)
                .thenComparing(Comparator.comparingDouble((Place place) -> place.used).reversed())
                .thenComparing(place -> place.from + place.to))
        .limit(MAX_ROWS)
        .forEach(place -> array.add(ports.json(place)));
    return array.toString();
  }

  private void read(NumberSample sample) {
    switch (sample.metric()) {
      case PORTS_LIMIT -> limits.put(sample.labels().get(0), sample.value());
      case PORTS_USED, SOURCE_PORTS_USED -> place(sample).used = sample.value();
      case PORTS_TIME_LEFT, SOURCE_PORTS_TIME_LEFT -> place(sample).secondsLeft = sample.value();
      case DIAL_RATE -> place(sample).dialsPerSecond = sample.value();
      default -> {}
    }
  }

  private Place place(NumberSample sample) {
    return places.computeIfAbsent(sample.labels(), Place::new);
  }

  private String json(Place place) {
    @Nullable Double limit = limits.get(place.namespace);
    return "{\"namespace\":%s,\"from\":%s,\"to\":%s,\"used\":%s,\"limit\":%s,"
            .formatted(
                string(place.namespace),
                string(place.from),
                string(place.to),
                number(place.used),
                limit == null ? "null" : number(limit))
        + "\"dials_per_second\":%s,\"seconds_left\":%s}"
            .formatted(
                number(place.dialsPerSecond),
                Double.isInfinite(place.secondsLeft) ? "null" : number(place.secondsLeft));
  }
}

package io.tidemark.collector.top;

import io.tidemark.collector.remote.CollectorClient;
import io.tidemark.collector.remote.JsonValue;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.who.ReportJson;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * How the host is, where it is worst.
 *
 * @param portsFree of the destination with the fewest; empty when nobody knows any
 * @param portsLimit of one source address
 * @param secondsLeft until the first destination has no port; empty when no end is in sight
 * @param timeWait sockets in TIME_WAIT
 * @param threads of all JVMs together
 */
public record Vitals(
    OptionalDouble portsFree,
    OptionalDouble portsLimit,
    OptionalDouble secondsLeft,
    OptionalDouble timeWait,
    OptionalDouble threads) {

  /** Where one metric's values come from. */
  private interface Values {
    DoubleStream of(Metric metric) throws IOException;
  }

  /** As a sample has them. */
  static Vitals of(Snapshot snapshot) {
    try {
      return of(metric -> values(snapshot, metric));
    } catch (IOException e) {
      throw new AssertionError(e); // nothing is read
    }
  }

  private static DoubleStream values(Snapshot snapshot, Metric metric) {
    List<Double> values = new ArrayList<>();
    for (Sample sample : snapshot.samples()) {
      if (sample instanceof NumberSample number && number.metric() == metric) {
        values.add(number.value());
      }
    }
    return values.stream().mapToDouble(Double::doubleValue);
  }

  /** As a collector has kept them in the last seconds; unknown where its store is off. */
  static Vitals of(CollectorClient collector) throws IOException {
    return of(metric -> values(collector, metric));
  }

  private static DoubleStream values(CollectorClient collector, Metric metric) throws IOException {
    try {
      return collector
          .get("/api/v1/series?step=1s&from=-5s&metric=" + metric.otelName())
          .get("series")
          .elements()
          .stream()
          .map(series -> last(series.get("points").elements()))
          .flatMapToDouble(OptionalDouble::stream);
    } catch (CollectorClient.Refused e) {
      return DoubleStream.empty();
    }
  }

  private static OptionalDouble last(List<JsonValue> points) {
    List<JsonValue> point = points.isEmpty() ? List.of() : points.get(points.size() - 1).elements();
    return point.size() < 2 ? OptionalDouble.empty() : point.get(1).number();
  }

  private static Vitals of(Values values) throws IOException {
    double[] threads = values.of(Metric.PROCESS_THREADS).toArray();
    double[] timeWait = values.of(Metric.TIME_WAIT).toArray();
    return new Vitals(
        values.of(Metric.PORTS_FREE).min(),
        values.of(Metric.PORTS_LIMIT).min(),
        values.of(Metric.PORTS_TIME_LEFT).min(),
        sum(timeWait),
        sum(threads));
  }

  private static OptionalDouble sum(double... values) {
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(DoubleStream.of(values).sum());
  }

  /** For programs: what is not known is null. */
  String json() {
    return "{\"ports_free\":%s,\"ports_limit\":%s,\"seconds_left\":%s,\"time_wait\":%s,\"threads\":%s}"
        .formatted(
            json(portsFree), json(portsLimit), json(secondsLeft), json(timeWait), json(threads));
  }

  private static String json(OptionalDouble number) {
    return number.isPresent() ? ReportJson.number(number.getAsDouble()) : "null";
  }

  /** {@code ports left 12,204 of 28,232, none in 41 s TIME_WAIT 16,028 threads 312}. */
  String line() {
    List<String> parts = new ArrayList<>();
    if (portsFree.isPresent() || portsLimit.isPresent()) {
      String left = Amounts.of(portsFree.isPresent() ? portsFree : portsLimit);
      String of = portsLimit.isPresent() ? " of " + Amounts.of(portsLimit) : "";
      parts.add("ports left " + left + of + end());
    } else {
      parts.add("ports left ?");
    }
    parts.add("TIME_WAIT " + Amounts.of(timeWait));
    parts.add("threads " + Amounts.of(threads));
    return String.join("   ", parts);
  }

  private String end() {
    if (secondsLeft.isEmpty()) {
      return "";
    }
    double seconds = secondsLeft.getAsDouble();
    return seconds <= 0 ? ", NONE NOW" : ", none in " + Amounts.time(seconds);
  }
}

package io.tidemark.collector.postmortem;

import io.tidemark.collector.store.Field;
import io.tidemark.collector.store.Series;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long requests took, in seconds: of each service the mean over all of them, and the highest of
 * the 99th percentiles of its clients and handlers, which is an upper bound of the service's own.
 */
final class Latency {
  /** Of each there are two curves. */
  private static final int MAX_SERVICES = 2;

  private final Grid grid;
  private final Map<String, OfService> services = new TreeMap<>();

  private Latency(Grid grid) {
    this.grid = grid;
  }

  /** What is added up, on the steps of a grid. */
  @SuppressWarnings("ArrayRecordComponent") // filled in here
  private record OfService(double[] requests, double[] seconds, double[] highest) {
    double total() {
      return Arrays.stream(requests).filter(Double::isFinite).sum();
    }

    double[] mean() {
      double[] mean = new double[requests.length];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = requests[i] > 0 ? seconds[i] / requests[i] : Double.NaN;
      }
      return mean;
    }
  }

  /** The curves of the services with the most requests. */
  static List<Chart.Curve> curves(Recorded recorded) {
    Latency latency = new Latency(new Grid(recorded.span()));
    recorded.of(Metric.DURATION, Field.COUNT).forEach(latency::count);
    recorded.of(Metric.DURATION, Field.SUM).forEach(latency::sum);
    recorded.of(Metric.DURATION, Field.P99).forEach(latency::highest);
    return latency.curves();
  }

  private OfService of(Series series) {
    return services.computeIfAbsent(
        series.key().service(), absent -> new OfService(grid.empty(), grid.empty(), grid.empty()));
  }

  private void count(Series series) {
    Grid.merge(of(series).requests(), grid.place(series), Double::sum);
  }

  private void sum(Series series) {
    Grid.merge(of(series).seconds(), grid.place(series), Double::sum);
  }

  private void highest(Series series) {
    Grid.merge(of(series).highest(), grid.place(series), Math::max);
  }

  private List<Chart.Curve> curves() {
    List<Chart.Curve> curves = new ArrayList<>();
    services.entrySet().stream()
        .sorted(
            Comparator.comparingDouble(
                    (Map.Entry<String, OfService> each) -> each.getValue().total())
                .reversed())
        .limit(MAX_SERVICES)
        .forEach(
            each -> {
              String name = each.getKey();
              curves.add(new Chart.Curve(name + ", p99", each.getValue().highest()));
              curves.add(new Chart.Curve(name + ", mean", each.getValue().mean()));
            });
    curves.removeIf(curve -> curve.peak() == 0);
    return curves;
  }
}

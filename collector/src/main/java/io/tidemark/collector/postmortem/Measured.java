package io.tidemark.collector.postmortem;

import io.tidemark.collector.postmortem.Episodes.Episode;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All charts' curves, and what they show of a finding beside the time before all of them. */
final class Measured {
  private static final Map<String, Chart> SYMPTOMS =
      Map.of(
          "ports", Chart.PORTS,
          "dial_failures", Chart.FAILED_DIALS,
          "logs", Chart.LOGS,
          "threads", Chart.THREADS,
          "pauses", Chart.STOPPED,
          "memory", Chart.MEMORY,
          "latency", Chart.LATENCY,
          "errors", Chart.ERRORS);

  private final Span span;
  private final Optional<Span> before;
  private final Map<Chart, List<Chart.Curve>> curves = new EnumMap<>(Chart.class);

  Measured(Recorded recorded, Optional<Span> before) {
    this.span = recorded.span();
    this.before = before;
    for (Chart chart : Chart.values()) {
      curves.put(chart, chart.curves(recorded));
    }
  }

  List<Chart.Curve> curves(Chart chart) {
    return curves.getOrDefault(chart, List.of());
  }

  /**
   * The highest curve of the symptom's chart during the finding, such as {@code 10.0.0.1:11211:
   * 27,900, before 200}; empty when there is none.
   */
  String of(Episode finding) {
    Chart chart = SYMPTOMS.get(finding.symptom());
    if (chart == null) {
      return "";
    }
    return curves(chart).stream()
        .filter(curve -> !curve.isRest())
        .max(Comparator.comparingDouble(curve -> peak(curve, finding.fromMs(), finding.toMs())))
        .map(curve -> words(curve, finding))
        .orElse("");
  }

  private String words(Chart.Curve curve, Episode finding) {
    return curve.name()
        + ": "
        + Drawing.amount(peak(curve, finding.fromMs(), finding.toMs()))
        + before
            .map(time -> ", before " + Drawing.amount(peak(curve, time.fromMs(), time.toMs())))
            .orElse("");
  }

  private double peak(Chart.Curve curve, long fromMs, long toMs) {
    double peak = 0;
    int first = (int) Math.max(0, (fromMs - span.fromMs()) / span.stepMs());
    int last = (int) Math.min(curve.values().length - 1L, (toMs - span.fromMs()) / span.stepMs());
    for (int i = first; i <= last; i++) {
      peak = curve.values()[i] > peak ? curve.values()[i] : peak;
    }
    return peak;
  }
}

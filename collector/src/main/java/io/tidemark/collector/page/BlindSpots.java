package io.tidemark.collector.page;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.segment.Metric;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the collector cannot see, in a line each. */
final class BlindSpots {
  private static final int MAX_LINES = 50;

  private BlindSpots() {}

  /** At most {@value #MAX_LINES}, sorted. */
  static List<String> lines(Snapshot snapshot) {
    TreeSet<String> lines = new TreeSet<>();
    boolean wanted = false;
    boolean kept = false;
    for (Sample sample : snapshot.samples()) {
      wanted |= sample.metric() == Metric.STORE_LIMIT;
      kept |= sample.metric() == Metric.STORE_SIZE;
      String line = sample instanceof NumberSample number ? line(number) : null;
      if (line != null) {
        lines.add(line);
      }
    }
    if (wanted && !kept) {
      lines.add("samples are not kept: the log, and tidemark-collector check, say why");
    }
    return lines.stream().limit(MAX_LINES).toList();
  }

  private static @Nullable String line(NumberSample sample) {
    List<String> labels = sample.labels();
    double value = sample.value();
    String jvm = sample.source().service() + " (" + sample.source().instance() + ")";
    return switch (sample.metric()) {
      case UNSUPPORTED -> "signal " + labels.get(0) + ": " + words(labels.get(1));
      case SIGNAL_SUCCESS -> value > 0 ? null : "signal " + labels.get(0) + " fails";
      case JVM_UNREADABLE -> value > 0 ? jvm + ": " + words(labels.get(0)) : null;
      case NAMESPACE_UNREADABLE ->
          value > 0 ? "network namespace " + labels.get(0) + ": " + words(labels.get(1)) : null;
      case AGENT_OVERFLOW ->
          value > 0 ? jvm + ": more than fits was counted as 'other' in " + labels.get(0) : null;
      default -> null;
    };
  }

  private static String words(String reason) {
    return reason.replace('_', ' ');
  }
}

package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.jvm.JvmDiscovery;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which JVMs there are, and of which one something cannot be read. Looks for them anew, for all
 * signals about JVMs, and so comes first.
 */
final class JvmSignal implements Signal {
  private final JvmDiscovery discovery;

  JvmSignal(JvmDiscovery discovery) {
    this.discovery = discovery;
  }

  @Override
  public String name() {
    return "jvms";
  }

  @Override
  public void sample(Consumer<Sample> out) throws IOException {
    discovery.look();
    for (Jvm jvm : discovery.jvms()) {
      Report report = new Report(out, jvm.source());
      if (jvm.source().startEpochMs() > 0) { // else nothing at all is known of it
        info(report, jvm.source());
      }
      jvm.unreadable().forEach(reason -> report.count(Metric.JVM_UNREADABLE, 1, reason));
    }
  }

  // What is not known is an empty text, as Prometheus has it.
  private static void info(Report report, Source source) {
    Map<String, String> known = source.attributes();
    report.count(
        Metric.JVM_INFO,
        1,
        known.getOrDefault("process.pid", ""),
        Long.toString(source.startEpochMs()),
        known.getOrDefault("process.runtime.version", ""),
        known.getOrDefault("tidemark.version", ""),
        known.getOrDefault("container.id", ""));
  }

  @Override
  public void keepDead(Duration keepDead) {
    discovery.keepDead(keepDead);
  }

  @Override
  public void close() throws IOException {
    discovery.close();
  }
}

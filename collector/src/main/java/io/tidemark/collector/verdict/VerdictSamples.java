package io.tidemark.collector.verdict;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Verdicts as samples. Bounded: {@link Verdict#MAX_FINDINGS} findings, each with at most {@value
 * #MAX_SUSPECTS} suspects. For one thread.
 */
public final class VerdictSamples {
  private static final int MAX_SUSPECTS = 5; // of whom each has a fifth

  private final Source host;
  private final Map<Stage, Long> opened = new EnumMap<>(Stage.class);

  /** Samples about the host that the collector sees. */
  public VerdictSamples(Source host) {
    this.host = host;
    for (Stage stage : Stage.values()) {
      if (stage.isSymptom()) {
        opened.put(stage, 0L); // so that the first time is seen as an increase
      }
    }
  }

  /** Reports a verdict; to be called with every one. */
  public void report(Verdict verdict, Consumer<Sample> out) {
    for (Change change : verdict.changes()) {
      if (change.kind() == Change.Kind.OPENED) {
        opened.merge(change.finding().symptom(), 1L, Long::sum);
      }
    }
    for (Finding finding : verdict.findings()) {
      String symptom = finding.symptom().id();
      double ageSeconds = Math.max(0, verdict.epochMs() - finding.sinceEpochMs()) / 1000.0;
      number(
          out,
          Metric.VERDICT_ACTIVE,
          1,
          symptom,
          finding.severity().id(),
          finding.cause().id(),
          finding.service());
      number(out, Metric.VERDICT_AGE, ageSeconds, symptom, finding.service());
      if (finding.cause().accuses()) {
        finding.suspects().stream()
            .limit(MAX_SUSPECTS)
            .forEach(
                suspect ->
                    number(
                        out,
                        Metric.VERDICT_SHARE,
                        suspect.share(),
                        symptom,
                        finding.service(),
                        suspect.client(),
                        suspect.handler()));
      }
    }
    opened.forEach(
        (stage, count) -> number(out, Metric.VERDICT_FINDINGS, (double) count, stage.id()));
  }

  private void number(Consumer<Sample> out, Metric metric, double value, String... labels) {
    out.accept(new NumberSample(metric, host, List.of(labels), value));
  }
}

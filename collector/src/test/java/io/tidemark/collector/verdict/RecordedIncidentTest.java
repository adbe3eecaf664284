package io.tidemark.collector.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The lab's incident 'allocator' as it was recorded on a busy host of two processors: after 15 s of
 * usual load, {@code trust-api} lets large images be rendered, of which memory alone suffers.
 */
class RecordedIncidentTest {
  private static final String CULPRIT = "trust-api";

  @Test
  void namesTheCulpritWithinTenSecondsAndNobodyElseEver() throws IOException {
    VerdictEngine engine = new VerdictEngine();
    long onsetMs = 0;
    long namedMs = 0;
    Set<String> accused = new TreeSet<>();
    List<String> changes = new ArrayList<>();
    for (Snapshot snapshot : Recording.read("allocator.gz")) {
      Verdict verdict = engine.accept(snapshot);
      onsetMs = onsetMs == 0 && hasBegun(snapshot) ? snapshot.epochMs() : onsetMs;
      verdict.suspects().forEach(suspect -> accused.add(suspect.client()));
      namedMs = namedMs == 0 && !accused.isEmpty() ? snapshot.epochMs() : namedMs;
      verdict.changes().forEach(change -> changes.add(text(change)));
    }

    assertEquals(Set.of(CULPRIT), accused);
    assertTrue(onsetMs > 0 && namedMs > onsetMs, "named before it began");
    assertTrue(namedMs - onsetMs <= 10_000, (namedMs - onsetMs) + " ms");
    // At its end the lab kills the service.
    assertEquals(List.of("opened pauses client", "opened kills client"), changes);
  }

  private static boolean hasBegun(Snapshot snapshot) {
    for (Sample sample : snapshot.samples()) {
      if (sample.metric() == Metric.REQUESTS
          && sample.labels().get(0).equals(CULPRIT)
          && sample instanceof NumberSample number
          && number.value() > 0) {
        return true;
      }
    }
    return false;
  }

  private static String text(Change change) {
    return (change.kind() + " " + change.finding().symptom() + " " + change.finding().cause())
        .toLowerCase(Locale.ROOT);
  }
}

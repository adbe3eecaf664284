package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.jvm.Hsperf.Pauses;
import io.tidemark.collector.sample.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A slot is four to an octave, in ticks of 2^-20 s: 1 ms is up to slot 42, 16 ms up to 58. */
final class PauseHistogramTest {
  private final PauseHistogram histogram = new PauseHistogram();

  @Test
  void beginsWithTheJvmsOwnTotalsAtTheirMean() {
    add(10, 10_000_000);
    assertEquals("count=10 sum=0.01 42:10", text());
  }

  @Test
  void measuresOnePauseBetweenTwoLooksExactly() {
    add(10, 10_000_000);
    add(11, 26_000_000);
    assertEquals("count=11 sum=0.026 42:10 58:1", text());
  }

  @Test
  void countsSeveralAsSoManyOfTheirMean() {
    add(10, 10_000_000);
    add(12, 42_000_000);
    assertEquals("count=12 sum=0.042 42:10 58:2", text());
  }

  @Test
  void waitsForAPauseThatIsCountedButNotTimed() {
    add(1, 1_000_000);
    add(2, 1_000_000);
    assertEquals("count=1 sum=0.001 42:1", text());
    add(2, 17_000_000);
    assertEquals("count=2 sum=0.017 42:1 58:1", text());
  }

  @Test
  void ignoresTotalsThatFall() {
    add(5, 5_000_000);
    add(4, 9_000_000);
    add(9, 4_000_000);
    assertEquals("count=5 sum=0.005 42:5", text());
  }

  private void add(long pauses, long timeNs) {
    histogram.add(new Pauses("young", pauses, timeNs));
  }

  private String text() {
    Source source = new Source("s", "i", 0, Map.of(), false);
    return SampleText.of(histogram.sample(source, "young"))
        .substring("GC_DURATION s i [young] ".length());
  }
}

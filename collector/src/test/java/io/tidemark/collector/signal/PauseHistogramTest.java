package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A slot is four to an octave, in ticks of 2^-20 s: 1 ms is up to slot 42, 16 ms up to 58. */
final class PauseHistogramTest {
  private final PauseHistogram histogram = new PauseHistogram();

  @Test
  void beginsWithTheJvmsOwnTotalsAtTheirMean() {
    assertEquals(1_000_000, histogram.add(10, 10_000_000, 0));
    assertEquals("count=10 sum=0.01 42:10", text());
  }

  @Test
  void measuresOnePauseBetweenTwoLooksExactly() {
    histogram.add(10, 10_000_000, 0);
    assertEquals(16_000_000, histogram.add(11, 26_000_000, 0));
    assertEquals("count=11 sum=0.026 42:10 58:1", text());
  }

  @Test
  void measuresTwoExactlyWhenTheLastIsKnown() {
    histogram.add(10, 10_000_000, 0);
    assertEquals(16_000_000, histogram.add(12, 27_000_000, 1_000_000));
    assertEquals("count=12 sum=0.027 42:11 58:1", text());
  }

  @Test
  void takesOneForLongAndTheOthersForUsual() {
    histogram.add(10, 10_000_000, 0);
    assertEquals(30_931_052, histogram.add(13, 43_000_000, 1_000_000));
    assertEquals("count=13 sum=0.043 42:12 61:1", text());
  }

  @Test
  void takesThePauseThatWasGoingOnForWhatTheOthersUsuallyLeave() {
    histogram.add(10, 10_000_000, 0);
    histogram.goingOn(997_000_000);
    assertEquals(998_931_052, histogram.add(13, 10_000_000 + 1_016_000_000, 16_000_000));
    assertEquals("count=13 sum=1.026 42:11 58:1 81:1", text());
  }

  @Test
  void waitsForAPauseThatIsCountedButNotTimed() {
    histogram.add(1, 1_000_000, 0);
    assertEquals(0, histogram.add(2, 1_000_000, 1_000_000));
    assertEquals(0, histogram.add(3, 2_000_000, 16_000_000));
    assertEquals("count=1 sum=0.001 42:1", text());
    histogram.add(3, 18_000_000, 16_000_000);
    assertEquals("count=3 sum=0.018 42:2 58:1", text());
  }

  @Test
  void ignoresTotalsThatFall() {
    histogram.add(5, 5_000_000, 0);
    histogram.add(4, 9_000_000, 0);
    histogram.add(9, 4_000_000, 0);
    assertEquals("count=5 sum=0.005 42:5", text());
  }

  /** However pauses fall between looks, no count and no time is lost, and the longest is found. */
  @Test
  void neverLosesAPause() {
    Random random = new Random(17);
    for (int run = 0; run < 300; run++) {
      PauseHistogram looked = new PauseHistogram();
      List<Long> pauses = new ArrayList<>();
      long timeNs = 0;
      long longestNs = 0;
      for (int look = 0; look < 20; look++) {
        long[] more = random.longs(random.nextInt(3), 1, 1L << random.nextInt(4, 33)).toArray();
        timeNs += Arrays.stream(more).sum();
        Arrays.stream(more).forEach(pauses::add);
        long lastNs = more.length == 0 ? 0 : more[more.length - 1];
        longestNs = Math.max(longestNs, looked.add(pauses.size(), timeNs, lastNs));
      }
      assertEquals(expected(pauses, timeNs), text(looked));
      assertEquals(pauses.stream().mapToLong(ns -> ns).max().orElse(0), longestNs);
    }
  }

  private static String expected(List<Long> pauses, long timeNs) {
    long[] slots = new long[Buckets.COUNT];
    for (long ns : pauses) {
      slots[Buckets.slot(Histogram.durationTicks(ns))]++;
    }
    return text(
        new HistogramSample(
            Metric.GC_DURATION,
            new Source("s", "i", 0, Map.of(), false),
            List.of("young"),
            Histogram.DURATION.tickExponent(),
            timeNs / 1e9,
            slots));
  }

  private String text() {
    return text(histogram);
  }

  private static String text(PauseHistogram histogram) {
    return text(histogram.sample(new Source("s", "i", 0, Map.of(), false), "young"));
  }

  private static String text(HistogramSample sample) {
    return SampleText.of(sample).substring("GC_DURATION s i [young] ".length());
  }
}

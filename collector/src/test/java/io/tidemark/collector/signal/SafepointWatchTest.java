package io.tidemark.collector.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.jvm.PauseTotals.Safepoints;
import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.Source;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks at a JVM that had ten safepoints of a millisecond, a tenth of a second apart. */
final class SafepointWatchTest {
  private static final long MS = 1_000_000;
  private static final long LOOK_NS = 100 * MS;

  private final SafepointWatch watch = new SafepointWatch();
  private long nowNs = 5_000_000_000L;

  @BeforeEach
  void lookTwice() {
    assertEquals("longest=0 age=0", look(10, 10 * MS));
    assertEquals("longest=0 age=0", look(10, 10 * MS));
  }

  @Test
  void seesAStopWhileItLasts() {
    assertEquals("longest=0 age=0", look(11, 10 * MS));
    assertEquals("longest=0 age=100", look(11, 10 * MS));
    assertEquals("longest=0 age=200", look(11, 10 * MS));
    assertEquals("longest=256 age=0", look(11, 266 * MS));
    assertEquals("count=11 sum=0.266 42:10 74:1", histogram());
  }

  @Test
  void measuresAStopBetweenTwoLooks() {
    assertEquals("longest=16 age=0", look(11, 26 * MS));
    assertEquals("count=11 sum=0.026 42:10 58:1", histogram());
  }

  @Test
  void takesThreadsThatDoNothingForRunning() {
    assertEquals("longest=0 age=0", look(12, 42 * MS));
    assertEquals("longest=30 age=0", look(12, 42 * MS));
    assertEquals("longest=0 age=0", look(12, 42 * MS));
    assertEquals("count=12 sum=0.042 42:11 61:1", histogram());
  }

  @Test
  void tellsAfterwardsThatOneOfSeveralHadNotEnded() {
    assertEquals("longest=0 age=0", look(12, 11 * MS));
    assertEquals("longest=64 age=0", look(12, 75 * MS));
    assertEquals("count=12 sum=0.075 42:11 66:1", histogram());
  }

  @Test
  void seesTheNextAfterItDidNotKnow() {
    look(12, 12 * MS);
    assertEquals("longest=1 age=0", look(13, 12 * MS));
    assertEquals("longest=0 age=100", look(13, 12 * MS));
    assertEquals("longest=128 age=0", look(13, 140 * MS));
    assertEquals("count=13 sum=0.14 42:12 70:1", histogram());
  }

  @Test
  void knowsOneStopFromTheNext() {
    look(11, 10 * MS);
    look(11, 10 * MS);
    look(12, 138 * MS);
    assertEquals("longest=126 age=0", look(12, 138 * MS)); // the other as usual
    assertEquals("count=12 sum=0.138 42:11 70:1", histogram());
  }

  /** However the JVM goes on, what it counted is what is counted in the end. */
  @Test
  void neverLosesASafepoint() {
    Random random = new Random(17);
    for (int run = 0; run < 300; run++) {
      SafepointWatch looked = new SafepointWatch();
      long begun = 0;
      long timeNs = 0;
      boolean stands = false;
      for (int look = 0; look < 50; look++) {
        for (int change = random.nextInt(5); change > 0; change--) {
          stands = !stands;
          begun += stands ? 1 : 0;
          timeNs += stands ? 0 : 1 + random.nextInt(1 << 20);
        }
        looked.look(new Safepoints(begun, timeNs, 0), nowNs += LOOK_NS, nowNs);
      }
      timeNs += stands ? 1 + random.nextInt(1 << 20) : 0;
      looked.look(new Safepoints(begun, timeNs, 0), nowNs += LOOK_NS, nowNs);
      looked.look(new Safepoints(begun, timeNs, 0), nowNs += LOOK_NS, nowNs);
      assertEquals(0, looked.ageNs(nowNs));
      assertEquals(begun, sample(looked).count());
      assertEquals(timeNs / 1e9, sample(looked).sum());
    }
  }

  private String look(long begun, long timeNs) {
    nowNs += LOOK_NS;
    long longestNs = watch.look(new Safepoints(begun, timeNs, 0), nowNs, nowNs);
    return "longest=" + longestNs / MS + " age=" + watch.ageNs(nowNs) / MS;
  }

  private String histogram() {
    return SampleText.of(sample(watch)).substring("GC_DURATION s i [safepoint] ".length());
  }

  private static HistogramSample sample(SafepointWatch watch) {
    return watch.sample(new Source("s", "i", 0, Map.of(), false), "safepoint");
  }
}

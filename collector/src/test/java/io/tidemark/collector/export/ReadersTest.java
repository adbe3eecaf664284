package io.tidemark.collector.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ReadersTest {
  private final Readers readers = new Readers();
  private long nowMs = Samples.NOW_MS;

  @Test
  void showsTheHighestSinceTheSameReaderAskedLast() {
    second(5);
    assertEquals("5", pause(readers.read("a")));
    second(70);
    second(6);
    assertEquals("70", pause(readers.read("a")), "a peak between two reads");
    second(7);
    assertEquals("7", pause(readers.read("a")), "a peak is shown to a reader once");
  }

  @Test
  void letsReadersTakeNothingFromEachOther() {
    second(1);
    Supplier<Snapshot> pushed = readers.reader();
    readers.read("a");
    readers.read("b");
    assertEquals("1", pause(pushed.get()));
    second(70);
    assertEquals("70", pause(readers.read("a")));
    second(6);
    assertEquals("6", pause(readers.read("a")));
    assertEquals("70", pause(readers.read("b")));
    assertEquals("70", pause(pushed.get()));
    assertEquals("6", pause(pushed.get()));
  }

  @Test
  void showsThePresentValueToWhomAsksTwiceWithinASample() {
    second(70);
    second(6);
    assertEquals("70", pause(readers.read("a")));
    assertEquals("6", pause(readers.read("a")));
  }

  @Test
  void showsASeriesThatVanishedOnceMore() {
    second(1);
    readers.read("a");
    accept(max(Metric.PORTS_USED_MAX, 28_000, "host", "10.0.0.1", "10.0.0.2", "11211"));
    second(2);
    assertEquals("2 28000", pause(readers.read("a")));
    second(2);
    assertEquals("2", pause(readers.read("a")));
  }

  @Test
  void givesANewReaderTheLastMinute() {
    second(90);
    for (int i = 0; i < 70; i++) {
      second(i == 12 ? 80 : 1);
    }
    assertEquals("80", pause(readers.read("a")));
    for (int i = 0; i < 100; i++) {
      second(2);
    }
    assertEquals("2", pause(readers.read("b")), "what is older than a minute is forgotten");
  }

  @Test
  void forgetsTheReaderThatAskedLongestAgo() {
    second(70);
    for (int i = 0; i < Readers.MAX_READERS; i++) {
      readers.read("reader " + i);
    }
    second(6);
    assertEquals("6", pause(readers.read("reader 0")));
    readers.read("one more"); // takes the place of reader 1
    second(6);
    assertEquals("6", pause(readers.read("reader 0")));
    assertEquals("70", pause(readers.read("reader 1")), "a new reader gets the last minute");
  }

  @Test
  void startsAnewWhenTheClockIsSetBack() {
    second(70);
    nowMs -= 3_600_000;
    second(6);
    assertEquals("6", pause(readers.read("a")));
  }

  @Test
  void holdsNoMoreSeriesThanItsBound() {
    List<Sample> many = new ArrayList<>();
    for (int port = 0; port < 2 * Peaks.MAX_SERIES; port++) {
      many.add(max(Metric.PORTS_USED_MAX, 5, "host", "10.0.0.1", "10.0.0.2", "" + port));
    }
    readers.accept(new Snapshot(nowMs, many));
    assertEquals(Peaks.MAX_SERIES, readers.read("a").samples().size());
  }

  @Test
  void leavesEverythingElseAsItIs() {
    Snapshot snapshot = Samples.snapshot();
    readers.accept(snapshot);
    assertEquals(snapshot, readers.read("a"));
    assertEquals(snapshot, readers.latest());
  }

  @Test
  void agreesWithTheSamplesThemselvesWhateverTheOrder() {
    Random random = new Random(4);
    double[] since = {0, 0, 0};
    for (int i = 0; i < 3; i++) {
      readers.read("reader " + i);
    }
    for (int i = 0; i < 5_000; i++) {
      int value = random.nextInt(1000);
      second(value);
      for (int r = 0; r < since.length; r++) {
        since[r] = Math.max(since[r], value);
      }
      int who = random.nextInt(12);
      if (who < since.length) {
        assertEquals("" + (long) since[who], pause(readers.read("reader " + who)));
        since[who] = 0;
      }
    }
  }

  /** Every peak is seen by each reader exactly once, however reads and samples interleave. */
  @Test
  void losesNoPeakToARace() throws Exception {
    int peaks = 2_000;
    AtomicInteger published = new AtomicInteger();
    CountDownLatch begin = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<Double>> highest = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      highest.add(
          threads.submit(
              () -> {
                begin.await();
                double seen = 0;
                while (published.get() < peaks) {
                  seen = Math.max(seen, value(readers.read(name)));
                }
                return Math.max(seen, value(readers.read(name)));
              }));
    }
    begin.countDown();
    for (int i = 1; i <= peaks; i++) {
      accept(max(Metric.PAUSE_MAX, i == peaks / 2 ? 9_999 : 1));
      published.set(i);
    }
    for (Future<Double> seen : highest) {
      assertEquals(9_999, seen.get());
    }
    threads.shutdown();
  }

  private static double value(Snapshot snapshot) {
    return snapshot.samples().stream()
        .mapToDouble(sample -> ((NumberSample) sample).value())
        .max()
        .orElse(0);
  }

  private void second(double pauseSeconds) {
    accept(max(Metric.PAUSE_MAX, pauseSeconds));
  }

  private void accept(Sample... samples) {
    nowMs += 1000;
    readers.accept(new Snapshot(nowMs, List.of(samples)));
  }

  private static Sample max(Metric metric, double value, String... labels) {
    return new NumberSample(
        metric,
        metric.scope() == Metric.Scope.JVM ? Samples.JVM : Samples.HOST,
        List.of(labels),
        value);
  }

  private static String pause(Snapshot snapshot) {
    return snapshot.samples().stream()
        .map(sample -> "" + (long) ((NumberSample) sample).value())
        .sorted()
        .collect(Collectors.joining(" "));
  }
}

package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.lab.demo.Scrape.Peaks;
import io.tidemark.lab.load.Handler;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Five large requests of one client to every handler that takes batches, beside ordinary load. In
 * the handler without a limit and in its bounded twins the same lookups wait for the same cache.
 * The peak of tasks of the unlimited one is the batch, whatever its size; that of the others never
 * is, and the collector says of it alone that it has no limit.
 */
class FanOutIT {
  private static final List<Integer> BATCHES = List.of(100, 200, 400, 600, 800);

  /** What the twins allow themselves. */
  private static final int LIMIT = 50;

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void thePeakFollowsTheBatchOnlyWithoutALimit(Jdk jdk) throws Exception {
    JavaHome java = jdk.home();
    SlowCache cache = new SlowCache();
    try (LabRun run = LabRun.calm(java, cache.start())) {
      for (int batch : BATCHES) {
        send(run, cache, Handler.GET_POST_RECORD, batch, batch);
        send(run, cache, Handler.GET_POST_RECORD_POOLED, batch, LIMIT);
        send(run, cache, Handler.GET_POST_RECORD_BOUNDED, batch, LIMIT);
        send(run, cache, Handler.GET_FEED, batch, 1);
        send(run, cache, Handler.GET_PROFILES, batch, 1);
      }
      Await.equal(BATCHES.size(), () -> (int) culprit(run, Handler.GET_PROFILES).requests());
      assertPeaks(run);
      Await.equal(Set.of(Outage.HANDLER), () -> run.scrape().unbounded());
    }
  }

  private static void send(LabRun run, SlowCache cache, Handler handler, int batch, int atOnce) {
    cache.holdUntil(atOnce);
    assertEquals("OK", run.lab().batch(handler, batch));
  }

  private static void assertPeaks(LabRun run) throws Exception {
    long requests = BATCHES.size();
    long items = BATCHES.stream().mapToLong(batch -> batch).sum();
    assertEquals(new Peaks(requests, items, 0), culprit(run, Handler.GET_POST_RECORD));
    Peaks pooled = new Peaks(requests, requests * LIMIT, requests);
    assertEquals(pooled, culprit(run, Handler.GET_POST_RECORD_POOLED));
    // A semaphore is released within the task, so that a few more are about to end.
    SortedMap<String, Peaks> limited = run.scrape().peaks();
    limited.remove(row(Handler.GET_POST_RECORD));
    limited.forEach((row, peaks) -> assertEquals(peaks.requests(), peaks.upTo64(), row));
    assertEquals(requests, culprit(run, Handler.GET_POST_RECORD_BOUNDED).upTo64());
  }

  private static Peaks culprit(LabRun run, Handler handler) throws Exception {
    return run.scrape().peaks().getOrDefault(row(handler), new Peaks(0, 0, 0));
  }

  private static String row(Handler handler) {
    return Outage.CULPRIT + " " + handler.method();
  }
}

package io.tidemark.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many writers and a reader at once: nothing is lost, nothing falls, nothing counts twice. */
class SegmentConcurrencyTest {
  private static final int WRITERS = 8;
  private static final int REQUESTS = 20_000;
  private static final int CLIENTS = 30;
  private static final int ROWS = 12;

  @TempDir Path directory;

  @Test
  void sumsAreExact() throws Exception {
    SegmentLayout layout = new SegmentLayout(CLIENTS, 8, 9 + CLIENTS * 8, 2);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
    try (SegmentWriter writer = SegmentFixture.create(directory, layout)) {
      CyclicBarrier start = new CyclicBarrier(WRITERS);
      List<Future<?>> writers = new ArrayList<>();
      for (int seed = 0; seed < WRITERS; seed++) {
        int first = seed;
        writers.add(threads.submit(() -> write(writer, start, first)));
      }
      Future<Integer> reader = threads.submit(watch(writer.path(), writers));
      for (Future<?> thread : writers) {
        thread.get();
      }
      assertTrue(reader.get() > 0, "the reader read meanwhile");
      checkSums(SegmentFixture.read(writer.path()));
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * Far more clients than places, each heavier than the ones before, so that places change hands.
   */
  @Test
  void noSumFallsWhileNamesComeAndGo() throws Exception {
    SegmentLayout layout = new SegmentLayout(4, 2, ROWS, 2);
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
    // A clock that runs fast, so that a row's rest takes 50 ms.
    try (SegmentWriter writer =
        SegmentFixture.create(directory, layout, () -> 20 * System.nanoTime())) {
      List<Future<?>> writers = new ArrayList<>();
      for (int seed = 0; seed < WRITERS; seed++) {
        writers.add(threads.submit(() -> comeAndGo(writer)));
      }
      Future<Integer> reader = threads.submit(watch(writer.path(), writers));
      long requests = 0;
      for (Future<?> thread : writers) {
        requests += (Long) thread.get();
      }
      assertTrue(reader.get() > 0, "the reader read meanwhile");
      SegmentSnapshot read = SegmentFixture.read(writer.path());
      assertEquals(requests, read.rows().stream().mapToLong(row -> row.count(Column.ENDED)).sum());
      assertTrue(evicted(writer) > 2 * ROWS, () -> "no row twice");
    } finally {
      threads.shutdownNow();
    }
  }

  // Until every row has been used a second time, or for 30 s.
  private static long comeAndGo(SegmentWriter writer) throws IOException {
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    int handler = writer.handler(RpcSystem.GRPC, "p.S/Get");
    long requests = 0;
    do {
      for (int i = 0; i < 1_000; i++) {
        String name = "client-" + requests;
        Row row = writer.row(writer.client(name), handler);
        SegmentFixture.request(writer, row, requests, 1_000);
        if (row.isOther()) {
          writer.weigh(name, requests);
        }
        requests++;
      }
    } while (evicted(writer) <= 2L * ROWS && System.nanoTime() < deadlineNs);
    return requests;
  }

  private static long evicted(SegmentWriter writer) throws IOException {
    return SegmentFixture.read(writer.path())
        .processCounters()
        .getOrDefault(ProcessCounter.EVICTED_CLIENTS, 0L);
  }

  private static Void write(SegmentWriter writer, CyclicBarrier start, int seed) throws Exception {
    start.await(); // so that all meet each new name at the same time
    for (int i = 0; i < REQUESTS; i++) {
      int number = (i + seed) % (CLIENTS * 8);
      Client client = writer.client("client-" + number % CLIENTS);
      int handler = writer.handler(RpcSystem.GRPC, "p.S/M" + number % 8);
      SegmentFixture.request(writer, writer.row(client, handler), number, 1000);
    }
    return null;
  }

  private static Callable<Integer> watch(Path segment, List<Future<?>> writers) {
    return () -> {
      int reads = 0;
      long before = 0;
      try (SegmentReader reader = SegmentReader.open(segment)) {
        while (!writers.stream().allMatch(Future::isDone)) {
          long started = 0;
          for (LedgerRow row : reader.read().rows()) {
            assertTrue(row.count(Column.ENDED) <= row.count(Column.STARTED), "in flight < 0");
            started += row.count(Column.STARTED);
          }
          assertTrue(started >= before, "a sum fell from " + before + " to " + started);
          before = started;
          reads++;
        }
      }
      return reads;
    };
  }

  private static void checkSums(SegmentSnapshot read) throws IOException {
    long[] sums = new long[3];
    List<String> pairs = new ArrayList<>();
    for (LedgerRow row : read.rows()) {
      pairs.add(row.client() + " " + row.handler());
      sums[0] += row.count(Column.ENDED);
      sums[1] += row.count(Column.ITEMS);
      sums[2] += row.recorded(Histogram.ITEMS);
      assertEquals(0, row.active());
    }
    long items = 0;
    for (int seed = 0; seed < WRITERS; seed++) {
      for (int i = 0; i < REQUESTS; i++) {
        items += (i + seed) % (CLIENTS * 8);
      }
    }
    assertEquals(pairs.stream().distinct().toList(), pairs, "one row each");
    assertEquals((long) WRITERS * REQUESTS, sums[0]);
    assertEquals(items, sums[1]);
    assertEquals((long) WRITERS * REQUESTS, sums[2]);
  }
}

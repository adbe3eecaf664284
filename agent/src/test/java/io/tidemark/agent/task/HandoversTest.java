package io.tidemark.agent.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Request;
import io.tidemark.agent.task.Handover.Kind;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandoversTest {
  @TempDir Path work;

  private final Handovers handovers = new Handovers();
  private SegmentWriter segment;
  private Ledger ledger;

  @BeforeEach
  void open() throws IOException {
    segment =
        SegmentWriter.create(
            new SegmentDirectory(work),
            new SegmentLayout(4, 4, 10, 1),
            new SegmentIdentity("test", "1", "17", 1, 1));
    ledger = new Ledger(segment);
  }

  @AfterEach
  void close() throws IOException {
    segment.close();
  }

  private Request request() {
    return ledger.begin("feeds", ledger.handler(RpcSystem.GRPC, "a/B"));
  }

  private @Nullable Request take(Object task) {
    Handover handover = handovers.take(task);
    return handover == null ? null : handover.request();
  }

  @Test
  void givesEachTaskItsOwnOnce() {
    Request one = request();
    Request two = request();
    // Equal, but not the same.
    String first = new String("task");
    String second = new String("task");
    assertTrue(handovers.put(first, one, Kind.QUEUED, 0));
    assertTrue(handovers.put(second, two, Kind.QUEUED, 0));
    assertSame(two, take(second));
    assertSame(one, take(first));
    assertNull(take(first));
    assertEquals(0, handovers.size());
  }

  @Test
  void givesWhatIsHandedOverSeveralTimesInOrder() {
    Object task = new Object();
    List<@Nullable Request> given = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Request request = request();
      given.add(request);
      handovers.put(task, request, Kind.QUEUED, 0);
    }
    List<@Nullable Request> taken = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      taken.add(take(task));
    }
    assertEquals(given, taken);
    assertNull(take(task));
  }

  @Test
  void losesNothingBetweenThreadsThatShareATask() throws InterruptedException {
    Object task = new Object();
    Request request = request();
    int rounds = 50_000;
    Thread giver =
        new Thread(
            () -> {
              for (int i = 0; i < rounds; i++) {
                handovers.put(task, request, Kind.QUEUED, 0);
              }
            });
    int[] taken = new int[2];
    Thread[] takers = new Thread[2];
    for (int i = 0; i < takers.length; i++) {
      int own = i;
      takers[i] =
          new Thread(
              () -> {
                while (giver.isAlive() || handovers.size() > 0) {
                  taken[own] += handovers.take(task) == null ? 0 : 1;
                }
              });
    }
    giver.start();
    for (Thread taker : takers) {
      taker.start();
    }
    for (Thread taker : takers) {
      taker.join();
    }
    assertEquals(rounds, taken[0] + taken[1]);
  }

  @Test
  void countsWhatIsRunOnceOnce() {
    Object stage = new Object();
    Request one = request();
    assertTrue(handovers.putOnce(stage, one, Kind.STAGE));
    assertTrue(handovers.putOnce(stage, request(), Kind.STAGE));
    assertSame(one, take(stage));
    assertNull(take(stage));
  }

  @Test
  void forgetsTasksThatAreDroppedWithoutRunning() {
    Request request = request();
    for (int i = 0; i < 10_000; i++) {
      handovers.put(new Object(), request, Kind.QUEUED, 0);
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (handovers.size() > 0 && System.nanoTime() < deadline) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    assertEquals(0, handovers.size());
  }
}

package io.tidemark.agent.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SideTableTest {
  @Test
  void keepsValuesByIdentity() {
    SideTable<String> table = new SideTable<>(4);
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Object key = new Object();
      keys.add(key);
      table.put(key, "value " + i);
    }
    assertNull(table.get("no key"));
    assertNull(table.take("no key"));
    for (int i = 0; i < 100; i += 2) {
      assertEquals("value " + i, table.take(keys.get(i)));
      assertNull(table.take(keys.get(i)));
    }
    for (int i = 1; i < 100; i += 2) {
      assertEquals("value " + i, table.get(keys.get(i)));
    }
  }

  @Test
  void letsGoOfValuesWhoseKeyIsGone() {
    SideTable<Object> table = new SideTable<>(1);
    WeakReference<Object> value = put(table);
    for (int i = 0; i < 100 && !value.refersTo(null); i++) {
      System.gc();
      Object key = new Object();
      table.put(key, "makes room");
      assertNotNull(table.take(key));
    }
    assertNull(value.get());
  }

  private static WeakReference<Object> put(SideTable<Object> table) {
    Object value = new Object();
    table.put(new Object(), value);
    return new WeakReference<>(value);
  }

  @Test
  void losesNothingWhenThreadsMeet() throws InterruptedException {
    SideTable<Integer> table = new SideTable<>(2);
    AtomicInteger found = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread = new Thread(() -> found.addAndGet(putAndTake(table, start)));
      threads.add(thread);
      thread.start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(4 * 10_000, found.get());
  }

  private static int putAndTake(SideTable<Integer> table, CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    int found = 0;
    for (int i = 0; i < 10_000; i++) {
      Object key = new Object();
      table.put(key, i);
      Integer seen = table.get(key);
      Integer taken = table.take(key);
      if (seen != null && taken != null && seen == i && taken == i) {
        found++;
      }
    }
    return found;
  }
}

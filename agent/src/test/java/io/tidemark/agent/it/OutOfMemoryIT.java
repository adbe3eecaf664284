package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.agent.child.StarvedChild;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OutOfMemoryErrors of a heap that is really full, and of all the ways in which they end. */
class OutOfMemoryIT {
  private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(10);

  // By the order in which they happen.
  private static final Map<String, Long> EXPECTED = new TreeMap<>();

  static {
    EXPECTED.put("1 request", 1L);
    EXPECTED.put("2 executed", 1L);
    EXPECTED.put("3 submitted", 1L);
    EXPECTED.put("4 stage", 1L);
    EXPECTED.put("5 forked", 1L);
    EXPECTED.put("6 thread", 1L);
    EXPECTED.put("7 grpc", 2L);
    EXPECTED.put("8 again", 8L);
    EXPECTED.put("9 handled", 0L);
    EXPECTED.put("9 other", 0L);
  }

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void countsEachErrorOnce(Jdk jdk) throws Exception {
    Map<String, Long> expected = new TreeMap<>(EXPECTED);
    if (jdk.release() >= 21) {
      expected.put("6 virtual", 1L);
    }
    Child.Launch launch =
        Child.Launch.of(jdk, StarvedChild.class)
            .jvm("-Xmx48m")
            .agent("methods=com.acme.Work#as(client=0)");
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      Map<String, Long> counted = new TreeMap<>();
      long before = 0;
      for (Map.Entry<String, Long> each : expected.entrySet()) {
        child.ask(each.getKey().substring(2), "DONE");
        long now = await(child, before + each.getValue());
        counted.put(each.getKey(), now - before);
        before = now;
      }
      assertEquals(expected, counted);
      assertEquals(0, child.segment().processCounters().get(ProcessCounter.AGENT_ERRORS));
      assertEquals(0, child.finish());
    }
  }

  // A thread may have been told of an error before its end says so.
  private static long await(Child child, long expected) throws IOException {
    long deadline = System.nanoTime() + DEADLINE_NS;
    long counted = count(child.segment());
    while (counted < expected && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      counted = count(child.segment());
    }
    return counted;
  }

  private static long count(SegmentSnapshot segment) {
    return segment.processCounters().getOrDefault(ProcessCounter.OUT_OF_MEMORY_ERRORS, 0L);
  }
}

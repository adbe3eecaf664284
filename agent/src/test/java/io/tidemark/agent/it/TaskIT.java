package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.Fanout;
import io.tidemark.agent.child.Carrier;
import io.tidemark.agent.child.TaskChild;
import io.tidemark.segment.Column;
import io.tidemark.segment.Histogram;
import io.tidemark.segment.LedgerRow;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That a request's tasks are found, through whatever runs them, and are its own. */
class TaskIT {
  private static final String METHODS =
      "methods=com.acme.Fanout#handle(client=0)|com.acme.Fanout#act(client=0)";

  private static final List<String> VERIFIED =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+BytecodeVerificationLocal");

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void chargesTasksToTheRequestThatCausedThem(Jdk jdk) throws Exception {
    List<String> options = new ArrayList<>(VERIFIED);
    if (jdk == Jdk.JDK_25) {
      options.add("--enable-preview"); // structured concurrency
    }
    Child.Launch launch =
        Child.Launch.of(jdk, TaskChild.class).jvm(options.toArray(String[]::new)).agent(METHODS);
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      SegmentSnapshot segment = child.segment();
      Map<String, String> rows = new TreeMap<>();
      for (LedgerRow row : segment.rows()) {
        if (row.client().equals("stream")) {
          assertStream(row);
        } else if (!row.client().equals("unattributed") && !row.client().equals("last")) {
          rows.put(row.client(), text(row));
        }
      }
      assertEquals(String.join("\n", expected(jdk).values()), String.join("\n", rows.values()));
      assertTrue(child.output().contains("LEFT 0\n"), child.output());
      assertEquals(0, segment.processCounters().get(ProcessCounter.AGENT_ERRORS));
      assertEquals(0, child.finish());
    }
  }

  private static Map<String, String> expected(Jdk jdk) {
    Map<String, String> rows = new TreeMap<>();
    for (Carrier carrier : Carrier.all(jdk.release())) {
      for (int i = 0; i < 2; i++) {
        int width = TaskChild.WIDTH + i * TaskChild.WIDER;
        int runs = TaskChild.REQUESTS * width * (1 + Fanout.CHILDREN);
        String client = "client-" + i + "-" + carrier.name();
        int tasks = runs * carrier.tasksPerRun();
        put(rows, client, TaskChild.REQUESTS, tasks, carrier.virtual());
      }
    }
    put(rows, "shares-once", 100, 100, false);
    put(rows, "shares-twice", 100, 100, false);
    put(rows, "rules", 3, 4, false);
    rows.put("many", many(jdk));
    return rows;
  }

  private static String many(Jdk jdk) {
    int requests = 0;
    int[] tasks = new int[2];
    for (Carrier carrier : Carrier.all(jdk.release())) {
      if (carrier.tasksPerRun() > 0) {
        requests += TaskChild.MANY;
        tasks[carrier.virtual() ? 1 : 0] +=
            TaskChild.MANY * (1 + Fanout.CHILDREN) * carrier.tasksPerRun();
      }
    }
    return text("many", requests, tasks[0], tasks[1]);
  }

  private static void put(
      Map<String, String> rows, String client, long requests, long tasks, boolean virtual) {
    rows.put(client, text(client, requests, virtual ? 0 : tasks, virtual ? tasks : 0));
  }

  private static String text(String client, long requests, long platform, long virtual) {
    return client
        + ": "
        + requests
        + " requests, platform "
        + platform
        + " begun, "
        + platform
        + " ended, virtual "
        + virtual
        + " begun, "
        + virtual
        + " ended";
  }

  private static String text(LedgerRow row) {
    return row.client()
        + ": "
        + row.count(Column.ENDED)
        + " requests, platform "
        + row.count(Column.TASKS_PLATFORM)
        + " begun, "
        + row.count(Column.TASKS_ENDED_PLATFORM)
        + " ended, virtual "
        + row.count(Column.TASKS_VIRTUAL)
        + " begun, "
        + row.count(Column.TASKS_ENDED_VIRTUAL)
        + " ended";
  }

  // 1,000 by the elements, and a few by the stream itself.
  private static void assertStream(LedgerRow row) {
    long tasks = row.count(Column.TASKS_PLATFORM);
    assertTrue(tasks >= 1000 && tasks < 1100, () -> "tasks: " + tasks);
    assertEquals(tasks, row.count(Column.TASKS_ENDED_PLATFORM));
    assertEquals(1, row.recorded(Histogram.TASKS_PLATFORM));
    assertTrue(row.count(Column.TASK_QUEUE_NS) > 0);
  }
}

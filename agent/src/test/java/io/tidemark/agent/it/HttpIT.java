package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.agent.child.HttpChild;
import io.tidemark.segment.Column;
import io.tidemark.segment.LedgerRow;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentSnapshot;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted of real HTTP servers and a real client, on each JDK. */
@Execution(ExecutionMode.CONCURRENT)
class HttpIT {
  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @CsvSource({
    "RUNNING, TOMCAT_9",
    "RUNNING, TOMCAT_10",
    "RUNNING, JETTY_12",
    "RUNNING, UNDERTOW",
    "RUNNING, JDK",
    "RUNNING, SPRING_BOOT",
    "JDK_25, TOMCAT_9",
    "JDK_25, TOMCAT_10",
    "JDK_25, JETTY_12",
    "JDK_25, UNDERTOW",
    "JDK_25, JDK",
    "JDK_25, SPRING_BOOT",
  })
  void countsEachRequestOnceWithItsClientAndRoute(Jdk jdk, HttpServerKind server) throws Exception {
    Child.Launch launch =
        Child.Launch.of(jdk, HttpChild.class, server.site())
            .classPath(server.classPath())
            .agent("items=" + server.name("POST", "configured") + "=batch.uris");
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      assertEquals(server.requests(), Rows.await(child, server.requests()));
      SegmentSnapshot segment = child.segment();
      assertEquals(server.effects(), effects(segment));
      assertEquals(0, segment.processCounters().get(ProcessCounter.AGENT_ERRORS));
      assertEquals(
          server.outOfMemoryErrors(),
          segment.processCounters().get(ProcessCounter.OUT_OF_MEMORY_ERRORS));
      assertEquals(0, child.finish());
    }
  }

  private static String effects(SegmentSnapshot segment) {
    TreeSet<String> lines = new TreeSet<>();
    for (LedgerRow row : segment.rows()) {
      if (row.count(Column.LOG_INFO) != 0 && !row.client().equals("unattributed")) {
        lines.add(
            row.client()
                + ' '
                + row.handler()
                + " tasks="
                + row.count(Column.TASKS_PLATFORM)
                + " dials="
                + row.count(Column.DIALS)
                + " refused="
                + row.count(Column.DIAL_CONNECTION_REFUSED)
                + " logs="
                + row.count(Column.LOG_INFO));
      }
    }
    return String.join("\n", lines) + "\n";
  }
}

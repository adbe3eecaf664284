package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.agent.child.HttpChild;
import io.tidemark.segment.Column;
import io.tidemark.segment.LedgerRow;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentSnapshot;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted of real HTTP servers and a real client, on each JDK. */
class HttpIT {
  private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(20);

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
            .classPath(classPath(server))
            .agent("items=" + server.name("POST", "configured") + "=batch.uris");
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      assertEquals(server.requests(), await(child, server.requests()));
      SegmentSnapshot segment = child.segment();
      assertEquals(server.effects(), effects(segment));
      assertEquals(0, segment.processCounters().get(ProcessCounter.AGENT_ERRORS));
      assertEquals(0, child.finish());
    }
  }

  // A client has its answer a little before the server has done with the request.
  private static String await(Child child, String expected) throws IOException {
    long deadline = System.nanoTime() + DEADLINE_NS;
    String rows = Rows.text(child.segment());
    while (!rows.equals(expected) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      rows = Rows.text(child.segment());
    }
    return rows;
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

  // As usual, but with SLF4J, which Jetty needs.
  private static String classPath(HttpServerKind server) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : Child.Launch.loggingClassPath().split(File.pathSeparator, -1)) {
      String file = Path.of(entry).getFileName().toString();
      boolean jakarta = file.startsWith("tomcat-embed-core") || file.startsWith("jakarta.");
      if (!file.startsWith("logback")
          && !file.startsWith("log4j")
          && !(jakarta && server == HttpServerKind.TOMCAT_9)) {
        entries.add(entry);
      }
    }
    if (server == HttpServerKind.TOMCAT_9) {
      Path folder = Path.of(System.getProperty("tidemark.tomcat-javax.folder"));
      try (Stream<Path> jars = Files.list(folder)) {
        jars.forEach(jar -> entries.add(jar.toString()));
      }
    }
    return String.join(File.pathSeparator, entries);
  }
}

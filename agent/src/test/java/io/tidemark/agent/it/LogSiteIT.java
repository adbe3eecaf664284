package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.agent.child.LogSiteChild;
import io.tidemark.segment.Column;
import io.tidemark.segment.NamedRow;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentSnapshot;
import io.tidemark.segment.Table;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each log event is on one logger and on one site, and no label holds what was built. */
@Execution(ExecutionMode.CONCURRENT)
class LogSiteIT {
  private static final String ALL_ASYNCHRONOUS =
      "-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector";

  /** One of the child's main method, and its handshake. */
  private static final int CONSOLE_WRITES = 2;

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @CsvSource({
    "RUNNING, LOGBACK",
    "RUNNING, LOG4J",
    "RUNNING, LOG4J_ASYNC",
    "RUNNING, JUL",
    "JDK_25, LOGBACK",
    "JDK_25, LOG4J",
    "JDK_25, LOG4J_ASYNC",
    "JDK_25, JUL",
  })
  void namesConstantsAndPlacesAndNothingElse(Jdk jdk, String framework) throws Exception {
    SegmentSnapshot segment = run(jdk, "KINDS", framework);
    assertEquals(expected(), LogTables.text(LogTables.counts(segment)));
    assertEquals(
        Map.of("System.out: Handshake.await:LINE", 1L, "System.err: LogSiteChild.main:LINE", 1L),
        console(segment));
  }

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void goesOnAfterAnEventThatCannotBeAsked(Jdk jdk) throws Exception {
    SegmentSnapshot segment = run(jdk, "BROKEN", "JUL", 1);
    assertEquals(expected(), LogTables.text(LogTables.counts(segment)));
  }

  @ParameterizedTest
  @CsvSource({"RUNNING, LOGBACK", "RUNNING, LOG4J", "RUNNING, JUL", "JDK_25, LOGBACK"})
  void countsAFloodOfBuiltMessagesWithoutLookingAtEach(Jdk jdk, String framework) throws Exception {
    Map<String, Map<String, Long>> counts = LogTables.counts(run(jdk, "FLOOD", framework));
    long logged = 0;
    for (Map<String, Long> its : counts.values()) {
      logged += its.getOrDefault("LOGGER_WARN", 0L);
    }
    Map<String, Long> sites = new TreeMap<>();
    counts.forEach((name, its) -> its.forEach((column, n) -> put(sites, name, column, n)));
    assertEquals(2, sites.size(), sites::toString);
    assertEquals(logged, sites.values().stream().mapToLong(n -> n).sum());
    assertTrue(sites.containsKey("com.acme.Flood: (text built at run time)"), sites::toString);
    assertTrue(
        sites.keySet().stream().anyMatch(name -> name.endsWith("Sites.log:LINE")), sites::toString);
  }

  private static void put(Map<String, Long> sites, String name, String column, long count) {
    if (column.equals("SITE_EVENTS")) {
      sites.put(name, count);
    }
  }

  @ParameterizedTest
  @CsvSource({"RUNNING, LOGBACK", "JDK_25, JUL"})
  void namesTheHeavyOfMoreLoggersThanThereIsRoomFor(Jdk jdk, String framework) throws Exception {
    SegmentSnapshot segment = run(jdk, "MANY", framework);
    Map<String, Map<String, Long>> counts = LogTables.counts(segment);
    Map<String, Map<String, Long>> logged = tally();
    assertEquals(sum(logged, "LOGGER_WARN"), sum(counts, "LOGGER_WARN"));
    assertEquals(
        sum(logged, "SITE_EVENTS") + CONSOLE_WRITES, LogTables.events(segment, Table.LOG_SITES));
    for (Map.Entry<String, Map<String, Long>> entry : logged.entrySet()) {
      Map<String, Long> found = counts.getOrDefault(entry.getKey(), Map.of());
      entry
          .getValue()
          .forEach(
              (column, count) -> {
                long its = found.getOrDefault(column, 0L);
                assertTrue(its <= count, () -> entry + " but " + its);
                boolean heavy = entry.getKey().startsWith("heavy");
                assertTrue(!heavy || its > 0, () -> entry + " has no row: " + counts);
              });
    }
  }

  private static long sum(Map<String, Map<String, Long>> counts, String column) {
    return counts.values().stream().mapToLong(its -> its.getOrDefault(column, 0L)).sum();
  }

  private SegmentSnapshot run(Jdk jdk, String what, String framework) throws Exception {
    return run(jdk, what, framework, 0);
  }

  private SegmentSnapshot run(Jdk jdk, String what, String framework, long failures)
      throws Exception {
    Child.Launch launch =
        Child.Launch.of(
                jdk, LogSiteChild.class, what, framework, work.resolve("expected").toString())
            .classPath(Child.Launch.loggingClassPath())
            .agent("methods=com.acme.Work#as(client=0)");
    if (framework.equals("LOG4J_ASYNC")) {
      launch = launch.jvm(ALL_ASYNCHRONOUS);
    }
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      SegmentSnapshot segment = LogTables.settled(child, CONSOLE_WRITES);
      assertEquals(failures, segment.processCounters().get(ProcessCounter.AGENT_ERRORS));
      for (Path file : child.segmentFiles()) {
        String all = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(all.contains(LogSiteChild.SECRET), "the segment holds what was logged");
      }
      assertEquals(0, child.finish());
      return segment;
    }
  }

  private String expected() throws Exception {
    return Files.readString(work.resolve("expected"));
  }

  private Map<String, Map<String, Long>> tally() throws Exception {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    for (String line : Files.readAllLines(work.resolve("expected"))) {
      int end = line.lastIndexOf(" {");
      String[] count = line.substring(end + 2, line.length() - 1).split("=", -1);
      counts.put(line.substring(0, end), Map.of(count[0], Long.valueOf(count[1])));
    }
    return counts;
  }

  private static Map<String, Long> console(SegmentSnapshot segment) {
    return segment.rows(Table.LOG_SITES).stream()
        .filter(row -> row.name().startsWith("System."))
        .collect(
            Collectors.toMap(
                row -> row.name().replaceAll(":\\d+$", ":LINE"), LogSiteIT::events, Long::sum));
  }

  private static long events(NamedRow row) {
    return row.count(Column.SITE_EVENTS);
  }
}

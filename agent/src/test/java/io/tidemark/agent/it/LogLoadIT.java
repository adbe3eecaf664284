package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.agent.child.LogLoadChild;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every event counts once, at 100,000 a second: by client and level, logger, and site; whichever
 * thread its appenders run on. The child prints the rate that it reached.
 */
class LogLoadIT {
  private static final String ALL_ASYNCHRONOUS =
      "-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector";
  private static final String BUILT = "(text built at run time)";

  /** The rate, and the handshake. */
  private static final int CONSOLE_WRITES = 2;

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @CsvSource({
    "RUNNING, LOGBACK",
    "RUNNING, LOGBACK_QUEUE",
    "RUNNING, LOG4J",
    "RUNNING, LOG4J_QUEUE",
    "RUNNING, LOG4J_ASYNC",
    "RUNNING, JUL",
    "JDK_25, LOGBACK",
    "JDK_25, LOGBACK_QUEUE",
    "JDK_25, LOG4J",
    "JDK_25, LOG4J_QUEUE",
    "JDK_25, LOG4J_ASYNC",
    "JDK_25, JUL",
  })
  void countsEachEventOnce(Jdk jdk, String framework) throws Exception {
    Path expected = work.resolve("expected");
    Child.Launch launch =
        Child.Launch.of(jdk, LogLoadChild.class, framework, expected.toString())
            .classPath(Child.Launch.loggingClassPath())
            .agent("methods=com.acme.Work#as(client=0)");
    if (framework.equals("LOG4J_ASYNC")) {
      launch = launch.jvm(ALL_ASYNCHRONOUS);
    }
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      SegmentSnapshot segment = LogTables.settled(child, CONSOLE_WRITES);
      Map<String, String> lines = new TreeMap<>();
      Effects.text(segment).lines().forEach(line -> lines.put(line, line + '\n'));
      LogTables.text(byKind(segment)).lines().forEach(line -> lines.put(line, line + '\n'));
      assertEquals(Files.readString(expected), String.join("", lines.values()));
      assertEquals(0, segment.processCounters().get(ProcessCounter.AGENT_ERRORS));
      assertEquals(0, child.finish());
      System.out.println(jdk + " " + rate(child.output()));
    }
  }

  // A message that was built is on its place, or on the site of those nobody looks at.
  private static Map<String, Map<String, Long>> byKind(SegmentSnapshot segment) {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    LogTables.counts(segment)
        .forEach(
            (name, its) -> {
              String kind = name.replace(BUILT, "BUILT").replaceAll(" \\w+\\.warn:LINE$", " BUILT");
              Map<String, Long> row = counts.computeIfAbsent(kind, key -> new TreeMap<>());
              its.forEach((column, count) -> row.merge(column, count, Long::sum));
            });
    return counts;
  }

  private static String rate(String output) {
    return output.lines().filter(line -> line.endsWith("a second")).findFirst().orElse("?");
  }
}

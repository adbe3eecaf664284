package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.agent.child.LogChild;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every log event and every write to the console is charged once to the request behind it. */
@Execution(ExecutionMode.CONCURRENT)
class LogIT {
  private static final String ALL_ASYNCHRONOUS =
      "-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector";

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @CsvSource({
    "RUNNING, LOGBACK",
    "RUNNING, LOG4J",
    "RUNNING, LOG4J_ASYNC",
    "RUNNING, JUL",
    "RUNNING, CONSOLE",
    "JDK_25, LOGBACK",
    "JDK_25, LOG4J",
    "JDK_25, LOG4J_ASYNC",
    "JDK_25, JUL",
    "JDK_25, CONSOLE",
  })
  void chargesEventsAndConsoleWrites(Jdk jdk, String what) throws Exception {
    Path expected = work.resolve("expected");
    Child.Launch launch =
        Child.Launch.of(jdk, LogChild.class, what, expected.toString())
            .classPath(Child.Launch.loggingClassPath())
            .agent("instrumentation.dials.enabled=false,methods=com.acme.Work#as(client=0)");
    if (what.equals("LOG4J_ASYNC")) {
      launch = launch.jvm(ALL_ASYNCHRONOUS);
    }
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      SegmentSnapshot segment = child.segment();
      assertEquals(Files.readString(expected), Effects.text(segment));
      assertEquals(0, segment.processCounters().get(ProcessCounter.AGENT_ERRORS));
      assertEquals(0, child.finish());
    }
  }
}

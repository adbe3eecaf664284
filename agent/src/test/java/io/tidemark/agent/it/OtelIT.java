package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.agent.child.LoadClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside the OpenTelemetry agent in one JVM, in either order: both count right. */
@Execution(ExecutionMode.CONCURRENT)
class OtelIT {
  private static final Pattern WRONG =
      Pattern.compile("(ERROR|WARN|Exception|VerifyError|LinkageError)");

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @CsvSource({"RUNNING, true", "RUNNING, false", "JDK_25, true", "JDK_25, false"})
  void bothCountRight(Jdk jdk, boolean oursFirst) throws Exception {
    String ours =
        "-javaagent:%s=dir=%s,%s"
            .formatted(Child.agentJar(), work.resolve("segments"), Busy.SETTINGS);
    String theirs = "-javaagent:" + System.getProperty("tidemark.otel.agent");
    Child.Launch launch =
        Busy.launch(jdk)
            // Else Netty loads its epoll transport, of which JDK 25 warns.
            .jvm("-Xmx256m", "-Dio.netty.transport.noNative=true")
            .environment(
                Map.of(
                    "OTEL_TRACES_EXPORTER",
                    "console",
                    "OTEL_METRICS_EXPORTER",
                    "none",
                    "OTEL_LOGS_EXPORTER",
                    "none",
                    "OTEL_INSTRUMENTATION_METHODS_INCLUDE",
                    "com.acme.Feeds[load]"));
    List<String> agents = oursFirst ? List.of(ours, theirs) : List.of(theirs, ours);
    try (Child child = Child.start(launch, work, agents);
        LoadClient client = Busy.client(child)) {
      Busy.assertCounted(child, client, "both");
      assertEquals(0, child.finish());
      assertEquals(Map.of("SERVER", Busy.REQUESTS, "INTERNAL", Busy.REQUESTS), spans(child));
      assertEquals(
          List.of(), child.errors().lines().filter(line -> WRONG.matcher(line).find()).toList());
    }
  }

  // One line for each span, of the call and of the method in it.
  private static Map<String, Integer> spans(Child child) throws IOException {
    int calls = 0;
    int methods = 0;
    for (String line : child.errors().lines().toList()) {
      if (line.contains("'test.Posts/Get'") && line.contains(" SERVER ")) {
        calls++;
      } else if (line.contains("'Feeds.load'") && line.contains(" INTERNAL ")) {
        methods++;
      }
    }
    return Map.of("SERVER", calls, "INTERNAL", methods);
  }
}

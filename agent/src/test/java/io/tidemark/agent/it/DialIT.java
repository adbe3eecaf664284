package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.agent.child.DialChild;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every dial is charged once to the request that made it, with what went wrong. */
class DialIT {
  private static final String SETTINGS =
      "instrumentation.logs.enabled=false,methods=com.acme.Work#as(client=0)";
  private static final String FOUR_PORTS =
      "ip link set lo up && echo 40000 40003 > /proc/sys/net/ipv4/ip_local_port_range"
          + " && exec \"$0\" \"$@\"";

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void chargesDialsAndTheirFailures(Jdk jdk) throws Exception {
    assertEffectsOf(launch(jdk, "usual"));
  }

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void tellsPortsThatHaveRunOutApart(Jdk jdk) throws Exception {
    boolean canUnshare = succeeds("unshare", "-rn", "sh", "-c", FOUR_PORTS, "true");
    if ("1".equals(System.getenv("TIDEMARK_REQUIRE_ALL")) && !canUnshare) {
      throw new IllegalStateException("unshare -rn cannot make a network");
    }
    assumeTrue(canUnshare, "unshare -rn cannot make a network");
    assertEffectsOf(launch(jdk, "exhausted").by("unshare", "-rn", "sh", "-c", FOUR_PORTS));
  }

  private Child.Launch launch(Jdk jdk, String what) throws IOException {
    return Child.Launch.of(jdk, DialChild.class, what, expected().toString()).agent(SETTINGS);
  }

  private Path expected() {
    return work.resolve("expected");
  }

  private void assertEffectsOf(Child.Launch launch) throws Exception {
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      SegmentSnapshot segment = child.segment();
      assertEquals(Files.readString(expected()), Effects.text(segment));
      assertEquals(0, segment.processCounters().get(ProcessCounter.AGENT_ERRORS));
      assertEquals(0, child.finish());
    }
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }
}

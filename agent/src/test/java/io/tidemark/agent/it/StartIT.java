package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidemark.agent.child.QuietChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the agent says when it starts, and that it never stands in the service's way. */
class StartIT {
  private static final String MAIN = "io.tidemark.agent.child.QuietChild";

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void saysOneLineAndLeavesNothingBehind(Jdk jdk) throws Exception {
    assertEquals(
        new Outcome("tidemark VERSION: recording " + MAIN + " to FILE\n", "READY\n", 0, 1),
        run(Child.Launch.of(jdk, QuietChild.class)));
  }

  @Test
  void wrongSettingsAreWarningsAndNoMore() throws Exception {
    Files.writeString(
        work.resolve("tidemark.properties"),
        "max.clients = 12\nmax.clientz = 1\nenabled = maybe\n");
    Child.Launch launch =
        Child.Launch.of(Jdk.RUNNING, QuietChild.class)
            .agent("max.handlers=many,colour=red,config=" + work.resolve("tidemark.properties"))
            .environment(
                Map.of("OTEL_SERVICE_NAME", "feeds", "TIDEMARK_CLIENT_SOURCES", "peer,cookie"));
    assertEquals(
        new Outcome(
            """
            tidemark VERSION: agent argument key 'colour' is no setting of the agent; ignored
            tidemark VERSION: config file's key 'max.clientz' is no setting of the agent; ignored
            tidemark VERSION: max.handlers='many': expected a number from 1 to 4096; using 128
            tidemark VERSION: enabled='maybe': expected true or false; using true
            tidemark VERSION: client.sources='cookie': expected header:<name>, mtls:spiffe,\
             mtls:san, mtls:cn, user-agent or peer; this one is left out
            tidemark VERSION: recording feeds to FILE
            """,
            "READY\n",
            0,
            1),
        run(launch));
  }

  @Test
  void disabledMeansInert() throws Exception {
    Child.Launch launch =
        Child.Launch.of(Jdk.RUNNING, QuietChild.class)
            .environment(Map.of("TIDEMARK_ENABLED", "false"));
    assertEquals(new Outcome("", "READY\n", 0, 0), run(launch));
  }

  @Test
  void runsWithoutRecordingWhereTheDirectoryIsNotInMemory() throws Exception {
    Path disk = Files.createTempDirectory(Path.of("").toAbsolutePath(), "disk");
    Outcome outcome = run(Child.Launch.of(Jdk.RUNNING, QuietChild.class).directory(disk));
    Files.delete(disk);
    assertEquals(
        "tidemark VERSION: running without recording: " + disk + " is on TYPE, expected tmpfs,",
        outcome.errors().replaceFirst(" is on \\S+,", " is on TYPE,").split(" because", 2)[0]);
    assertEquals(0, outcome.exitCode());
  }

  @Test
  void runsWithoutRecordingWhenTheFileSystemIsFull() throws Exception {
    String script = "mount -t tmpfs -o size=1m none \"$0\" && exec \"$@\"";
    Path small = Files.createDirectory(work.resolve("small"));
    boolean canMount = succeeds("unshare", "-rm", "sh", "-c", script, small.toString(), "true");
    if ("1".equals(System.getenv("TIDEMARK_REQUIRE_ALL")) && !canMount) {
      throw new IllegalStateException("unshare -rm cannot mount a tmpfs");
    }
    assumeTrue(canMount, "unshare -rm cannot mount a tmpfs");
    Outcome outcome =
        run(
            Child.Launch.of(Jdk.RUNNING, QuietChild.class)
                .by("unshare", "-rm", "sh", "-c", script, small.toString())
                .directory(small));
    assertEquals(
        new Outcome(
            "tidemark VERSION: running without recording: No space left on device\n",
            "READY\n",
            0,
            0),
        outcome);
  }

  private record Outcome(String errors, String output, int exitCode, int segments) {}

  private Outcome run(Child.Launch launch) throws IOException, InterruptedException {
    try (Child child = Child.start(launch, work)) {
      child.awaitReady();
      int exitCode = child.finish();
      return new Outcome(child.errors(), child.output(), exitCode, child.segmentFiles().size());
    }
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }
}

package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.VirtualMachine;
import io.tidemark.agent.child.LoadClient;
import io.tidemark.segment.AgentState;
import io.tidemark.segment.AgentState.Phase;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent comes to a JVM that runs, counts as if it had been there from the start, and goes. */
@Execution(ExecutionMode.CONCURRENT)
class AttachIT {
  private static final int TIMES = 10;
  private static final int SETTLED_AFTER = 5;

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void comesAndGoesTenTimesUnderLoad(Jdk jdk) throws Exception {
    try (Child child = bare(jdk);
        LoadClient client = Busy.client(child)) {
      attach(child);
      Busy.assertCounted(child, client, "first"); // no thread of a pool has moved since
      detach(child);
      client.keepSending("background", 2);
      List<Size> remains = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        int answered = client.answered();
        SegmentSnapshot segment = attachedFor(child, client, "client-" + i);
        assertTrue(Busy.started(segment, "background") > 0, "background counts");
        assertTrue(client.answered() > answered, "background goes on");
        remains.add(Size.of(child));
      }
      assertNull(client.failure());
      assertNothingGrows(remains);
      child.ask("PASS", "PASSED");
      assertEquals("0", child.ask("CALLS", "CALLS"), "calls of code that should not be there");
      attach(child);
      assertNotEquals("0", child.ask("CALLS", "CALLS"), "calls of code that should be there");
      detach(child);
      assertEquals(0, child.finish());
    }
  }

  private SegmentSnapshot attachedFor(Child child, LoadClient client, String name)
      throws Exception {
    attach(child);
    SegmentSnapshot segment = Busy.assertCounted(child, client, name);
    Path file = detach(child);
    try (SegmentReader reader = SegmentReader.open(file)) {
      assertEquals(false, reader.writerLives());
      assertEquals(true, reader.read().cleanExit());
    }
    return segment;
  }

  /** What a child says of its own size, with how many loaders of agents it holds. */
  private record Size(long loaders, long classes, long metaspaceKib, long heapKib) {
    private static final Pattern SAID =
        Pattern.compile("loaders=(\\d+) classes=(\\d+) metaspace=(\\d+) heap=(\\d+)");

    static Size of(Child child) throws IOException {
      String said = child.ask("REMAINS", "REMAINS");
      Matcher matcher = SAID.matcher(said);
      assertTrue(matcher.matches(), said);
      return new Size(
          Long.parseLong(matcher.group(1)),
          Long.parseLong(matcher.group(2)),
          Long.parseLong(matcher.group(3)),
          Long.parseLong(matcher.group(4)));
    }
  }

  // No loader of an agent survives. An agent that did would keep 700 classes, 4 MiB of metaspace
  // and some of the heap, each time. Of the JVM itself remain some KiB for each change of a class,
  // a quarter of a MiB in all on JDK 25, and the classes of lambdas in code that was replaced: up
  // to
  // a dozen each time.
  private static void assertNothingGrows(List<Size> remains) {
    Size settled = remains.get(SETTLED_AFTER);
    Size last = remains.get(TIMES - 1);
    for (Size each : remains) {
      assertEquals(0, each.loaders(), remains::toString);
    }
    assertTrue(
        last.classes() - settled.classes() <= 16 * (TIMES - 1 - SETTLED_AFTER), remains::toString);
    assertTrue(
        last.metaspaceKib() - settled.metaspaceKib() <= 512 * (TIMES - 1 - SETTLED_AFTER),
        remains::toString);
    assertTrue(last.heapKib() - settled.heapKib() < 256, remains::toString);
  }

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void leavesAJvmThatItStartedWithAndComesBack(Jdk jdk) throws Exception {
    Child.Launch launch = Busy.launch(jdk).agent(Busy.SETTINGS);
    try (Child child = Child.start(launch, work);
        LoadClient client = Busy.client(child)) {
      Path first = child.segmentFiles().get(0);
      Busy.assertCounted(child, client, "before");
      assertEquals(first, detach(child));
      client.send("nobody", Busy.REQUESTS);
      detachAgain(child);
      attach(child);
      SegmentSnapshot segment = Busy.assertCounted(child, client, "after");
      assertEquals(0, Busy.started(segment, "nobody") + Busy.started(segment, "before"));
      detach(child);
      assertEquals(0, Size.of(child).loaders());
      assertEquals(0, child.finish());
    }
  }

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void recordsOnceHoweverOftenItIsAttached(Jdk jdk) throws Exception {
    try (Child child = bare(jdk);
        LoadClient client = Busy.client(child)) {
      CompletableFuture<AgentState> other =
          CompletableFuture.supplyAsync(() -> attachUnchecked(child));
      AgentState state = attach(child);
      assertEquals(state, other.get(60, TimeUnit.SECONDS));
      assertEquals(state, attach(child));
      assertEquals(List.of(Path.of(state.detail())), child.segmentFiles());
      Busy.assertCounted(child, client, "once");
      detach(child);
      detachAgain(child);
      assertEquals(0, child.finish());
    }
  }

  private Child bare(Jdk jdk) throws Exception {
    return Child.start(Busy.launch(jdk), work, List.of());
  }

  private AgentState attachUnchecked(Child child) {
    try {
      return attach(child);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private AgentState attach(Child child) throws Exception {
    String jar = Child.agentJar().toString();
    String settings = "dir=" + work.resolve("segments") + "," + Busy.SETTINGS;
    AgentState state = load(child, "agent.jar=" + jar + "\n" + settings);
    assertEquals(Phase.RECORDING, state.phase(), state::toString);
    return state;
  }

  private static Path detach(Child child) throws Exception {
    AgentState state = load(child, "detach");
    assertEquals(Phase.DETACHED, state.phase(), state::toString);
    return Path.of(state.detail());
  }

  private static void detachAgain(Child child) throws Exception {
    assertEquals(Phase.DETACHED, load(child, "detach").phase());
  }

  private static AgentState load(Child child, String arguments) throws Exception {
    VirtualMachine jvm = VirtualMachine.attach(Long.toString(child.pid()));
    try {
      jvm.loadAgent(Child.agentJar().toString(), arguments);
      AgentState state = AgentState.parse(jvm.getAgentProperties().getProperty("tidemark.agent"));
      return java.util.Objects.requireNonNull(state, () -> "no state");
    } finally {
      jvm.detach();
    }
  }
}

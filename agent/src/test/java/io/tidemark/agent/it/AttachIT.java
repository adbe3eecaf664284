package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.VirtualMachine;
import io.tidemark.agent.child.BusyChild;
import io.tidemark.agent.child.LoadClient;
import io.tidemark.segment.AgentState;
import io.tidemark.segment.AgentState.Phase;
import io.tidemark.segment.Column;
import io.tidemark.segment.LedgerRow;
import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent comes to a JVM that runs, counts as if it had been there from the start, and goes. */
class AttachIT {
  private static final int REQUESTS = 200;
  private static final int TIMES = 10;
  private static final int SETTLED_AFTER = 5;
  private static final List<Column> COLUMNS =
      List.of(
          Column.STARTED,
          Column.ENDED,
          Column.ITEMS,
          Column.TASKS_PLATFORM,
          Column.LOG_INFO,
          Column.DIALS,
          Column.DIAL_CONNECTION_REFUSED);

  @TempDir(factory = SharedMemory.class)
  Path work;

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void comesAndGoesTenTimesUnderLoad(Jdk jdk) throws Exception {
    try (Child child = bare(jdk);
        LoadClient client = client(child)) {
      attach(child);
      assertCounted(child, client, "first"); // no thread of a pool has moved since
      detach(child);
      client.keepSending("background", 2);
      List<Size> remains = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        int answered = client.answered();
        SegmentSnapshot segment = attachedFor(child, client, "client-" + i);
        assertTrue(started(segment, "background") > 0, "background counts");
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
    SegmentSnapshot segment = assertCounted(child, client, name);
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

  // No loader of an agent survives; what the JVM needs for itself is there after some times.
  private static void assertNothingGrows(List<Size> remains) {
    System.out.println(remains);
    Size settled = remains.get(SETTLED_AFTER);
    Size last = remains.get(TIMES - 1);
    for (Size each : remains) {
      assertEquals(0, each.loaders(), remains::toString);
    }
    assertEquals(settled.classes(), last.classes(), remains::toString);
    // An agent that stays has 2 MiB of classes, and some on the heap.
    assertTrue(last.metaspaceKib() - settled.metaspaceKib() < 512, remains::toString);
    assertTrue(last.heapKib() - settled.heapKib() < 2048, remains::toString);
  }

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void leavesAJvmThatItStartedWithAndComesBack(Jdk jdk) throws Exception {
    Child.Launch launch = launch(jdk).agent(settings());
    try (Child child = Child.start(launch, work);
        LoadClient client = client(child)) {
      Path first = child.segmentFiles().get(0);
      assertCounted(child, client, "before");
      assertEquals(first, detach(child));
      client.send("nobody", REQUESTS);
      detachAgain(child);
      attach(child);
      SegmentSnapshot segment = assertCounted(child, client, "after");
      assertEquals(0, started(segment, "nobody") + started(segment, "before"));
      detach(child);
      assertEquals(0, Size.of(child).loaders());
      assertEquals(0, child.finish());
    }
  }

  @ParameterizedTest
  @EnumSource(Jdk.class)
  void recordsOnceHoweverOftenItIsAttached(Jdk jdk) throws Exception {
    try (Child child = bare(jdk);
        LoadClient client = client(child)) {
      CompletableFuture<AgentState> other =
          CompletableFuture.supplyAsync(() -> attachUnchecked(child));
      AgentState state = attach(child);
      assertEquals(state, other.get(60, TimeUnit.SECONDS));
      assertEquals(state, attach(child));
      assertEquals(List.of(Path.of(state.detail())), child.segmentFiles());
      assertCounted(child, client, "once");
      detach(child);
      detachAgain(child);
      assertEquals(0, child.finish());
    }
  }

  private Child bare(Jdk jdk) throws Exception {
    return Child.start(launch(jdk), work, List.of());
  }

  private static Child.Launch launch(Jdk jdk) throws Exception {
    return Child.Launch.of(jdk, BusyChild.class)
        .classPath(Child.Launch.loggingClassPath())
        .jvm("-Xmx256m");
  }

  private static LoadClient client(Child child) throws Exception {
    child.awaitReady();
    return new LoadClient(Integer.parseInt(child.await("PORT", 0)));
  }

  private static String settings() {
    return "service.name=busy,methods=com.acme.Feeds#load[java.lang.String,java.util.List](client=0,batch=1)";
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
    String settings = "dir=" + work.resolve("segments") + "," + settings();
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

  // Requests that begin and end while it is attached: as many as their client says, and all that
  // each of them causes.
  private SegmentSnapshot assertCounted(Child child, LoadClient client, String name)
      throws Exception {
    client.send(name, REQUESTS);
    SegmentSnapshot segment = live(child);
    Map<String, Map<Column, Long>> rows = new TreeMap<>();
    for (LedgerRow row : segment.rows()) {
      if (row.client().equals(name)) {
        rows.put(row.handler(), counts(row));
      }
    }
    long n = REQUESTS;
    Map<Column, Long> method = zero();
    method.putAll(Map.of(Column.STARTED, n, Column.ENDED, n, Column.ITEMS, 2 * n));
    Map<Column, Long> grpc = new TreeMap<>(method);
    grpc.putAll(Map.of(Column.TASKS_PLATFORM, n, Column.LOG_INFO, 2 * n));
    grpc.putAll(Map.of(Column.DIALS, n, Column.DIAL_CONNECTION_REFUSED, n));
    assertEquals(
        new TreeMap<>(Map.of("com.acme.Feeds/load", method, "test.Posts/Get", grpc)), rows);
    assertEquals(0, segment.processCounters().get(ProcessCounter.AGENT_ERRORS));
    return segment;
  }

  private static Map<Column, Long> zero() {
    Map<Column, Long> counts = new TreeMap<>();
    COLUMNS.forEach(column -> counts.put(column, 0L));
    return counts;
  }

  private static Map<Column, Long> counts(LedgerRow row) {
    Map<Column, Long> counts = zero();
    counts.replaceAll((column, zero) -> row.count(column));
    return counts;
  }

  private static long started(SegmentSnapshot segment, String client) {
    return segment.rows().stream()
        .filter(row -> row.client().equals(client))
        .mapToLong(row -> row.count(Column.STARTED))
        .sum();
  }

  // The one segment that is being written.
  private static SegmentSnapshot live(Child child) throws Exception {
    List<SegmentSnapshot> live = new ArrayList<>();
    for (Path file : child.segmentFiles()) {
      try (SegmentReader reader = SegmentReader.open(file)) {
        if (reader.writerLives()) {
          live.add(reader.read());
        }
      }
    }
    assertEquals(1, live.size(), "segments that are being written");
    return live.get(0);
  }
}

package io.tidemark.collector.attach;

import io.tidemark.segment.AgentState;
import io.tidemark.segment.AgentState.Phase;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the agent into one running JVM, or takes it out. Doing either twice is harmless. */
public final class Attachment {
  private static final String MODULE = "jdk.attach";
  private static final int OLDEST_JAVA = 17;
  // What HotSpot takes of one argument, before Java 24.
  private static final int MAX_ARGUMENT_CHARS = 1024;

  private final Path proc;
  private final long pid;
  private final @Nullable Path agent;

  /**
   * Looks nowhere yet.
   *
   * @param proc the root of procfs
   * @param pid the JVM's process id
   * @param agent the agent's jar; null for the one beside the collector's
   */
  public Attachment(Path proc, long pid, @Nullable Path agent) {
    this.proc = proc;
    this.pid = pid;
    this.agent = agent;
  }

  /**
   * What came of it.
   *
   * @param changed false when there was nothing to do
   * @param version the agent's
   * @param service the service's name
   * @param segment as the JVM knows it
   */
  public record Outcome(boolean changed, String version, String service, String segment) {}

  /**
   * Attaches, unless it is attached, and makes sure that it records.
   *
   * @param settings the agent's, each of the form {@code key=value}
   * @throws AttachException saying why it does not record
   */
  public Outcome attach(List<String> settings) throws AttachException {
    TargetProcess target = target();
    Path jar = AgentJar.find(agent);
    Optional<String> mapped = target.mappedSegment();
    try (AttachedJvm jvm = AttachedJvm.open(pid)) {
      checkVersion(jvm.javaVersion());
      Optional<AgentState> before = jvm.agent();
      if (before.isEmpty() || before.get().phase() != Phase.RECORDING) {
        load(jvm, jar, target, settings);
      }
      AgentState state = recording(jvm.agent(), target);
      boolean was =
          before.map(AgentState::phase).equals(Optional.of(Phase.RECORDING))
              || mapped.equals(Optional.of(state.detail()));
      return outcome(!was, state, read(target, state.detail(), true));
    }
  }

  private void load(AttachedJvm jvm, Path jar, TargetProcess target, List<String> settings)
      throws AttachException {
    try (VisibleJar visible = VisibleJar.of(jar, target)) {
      String arguments = "agent.jar=" + visible.path() + "\n" + String.join(",", settings);
      if (visible.path().length() + arguments.length() + 1 > MAX_ARGUMENT_CHARS) {
        throw new AttachException(
            "path and settings have %d characters, expected %d at most; put the settings in a file and give --option config=FILE"
                .formatted(visible.path().length() + arguments.length() + 1, MAX_ARGUMENT_CHARS));
      }
      jvm.load(visible.path(), arguments);
    }
  }

  // An agent that cannot say how it is still has its segment mapped.
  private AgentState recording(Optional<AgentState> said, TargetProcess target)
      throws AttachException {
    if (said.isEmpty()) {
      return target
          .mappedSegment()
          .map(segment -> new AgentState(Phase.RECORDING, "unknown", segment))
          .orElseThrow(
              () ->
                  new AttachException(
                      "the agent in JVM %d does not record; its standard error says why"
                          .formatted(pid)));
    }
    AgentState state = said.get();
    return switch (state.phase()) {
      case RECORDING -> state;
      case DISABLED ->
          throw new AttachException(
              "the agent's settings in JVM %d say enabled=false; give --option enabled=true"
                  .formatted(pid));
      case FAILED, DETACHED ->
          throw new AttachException(
              "the agent in JVM %d does not record: %s".formatted(pid, state.detail()));
    };
  }

  /**
   * Detaches, if it is attached, and makes sure that the segment is closed.
   *
   * @return empty when there is no agent in that JVM
   * @throws AttachException saying why the agent is still there
   */
  public Optional<Outcome> detach() throws AttachException {
    TargetProcess target = target();
    boolean mapped = target.mappedSegment().isPresent();
    try (AttachedJvm jvm = AttachedJvm.open(pid)) {
      Optional<AgentState> before = jvm.agent();
      boolean there = before.map(state -> state.phase() == Phase.RECORDING).orElse(mapped);
      if (!there) {
        return Optional.empty();
      }
      Path jar = AgentJar.find(agent);
      try (VisibleJar visible = VisibleJar.of(jar, target)) {
        jvm.load(visible.path(), "detach");
      }
      AgentState state =
          jvm.agent()
              .filter(said -> said.phase() == Phase.DETACHED)
              .orElseThrow(() -> new AttachException("the agent in JVM " + pid + " has not left"));
      return Optional.of(outcome(true, state, read(target, state.detail(), false)));
    }
  }

  private TargetProcess target() throws AttachException {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      throw new AttachException(
          "this Java runtime, %s, has no module %s; run the collector with a JDK"
              .formatted(System.getProperty("java.home"), MODULE));
    }
    if (pid == ProcessHandle.current().pid()) {
      throw new AttachException("process " + pid + " is this command itself");
    }
    return TargetProcess.check(proc, pid);
  }

  private void checkVersion(String version) throws AttachException {
    // 1.8 for 8, without the 1 since 9.
    boolean old = version.startsWith("1.");
    if (old || (version.matches("\\d{1,4}") && Integer.parseInt(version) < OLDEST_JAVA)) {
      throw new AttachException(
          "JVM %d is Java %s, expected %d or later".formatted(pid, version, OLDEST_JAVA));
    }
  }

  private SegmentSnapshot read(TargetProcess target, String segment, boolean written)
      throws AttachException {
    try (SegmentReader reader = SegmentReader.open(target.inside(segment))) {
      SegmentSnapshot snapshot = reader.read();
      if (reader.writerLives() == written && snapshot.cleanExit() != written) {
        return snapshot;
      }
      throw new AttachException(
          "the agent in JVM %d says otherwise, but %s is %s"
              .formatted(pid, segment, written ? "not written" : "still open"));
    } catch (IOException e) {
      throw new AttachException(
          "the agent in JVM %d uses %s, which cannot be read from here: %s"
              .formatted(pid, segment, e),
          e);
    }
  }

  private static Outcome outcome(boolean changed, AgentState state, SegmentSnapshot segment) {
    return new Outcome(changed, state.version(), segment.identity().service(), state.detail());
  }
}

package io.tidemark.agent;

import io.tidemark.agent.bridge.TidemarkBridge;
import io.tidemark.agent.config.AgentConfig;
import io.tidemark.agent.dial.DialTarget;
import io.tidemark.agent.dial.NettyChange;
import io.tidemark.agent.gc.GcReports;
import io.tidemark.agent.grpc.GrpcRecorder;
import io.tidemark.agent.grpc.GrpcTarget;
import io.tidemark.agent.hold.PerClass;
import io.tidemark.agent.hold.ThreadCells;
import io.tidemark.agent.http.HttpRecorder;
import io.tidemark.agent.http.HttpTarget;
import io.tidemark.agent.items.ItemCounter;
import io.tidemark.agent.items.ItemPath;
import io.tidemark.agent.log.ConsoleChange;
import io.tidemark.agent.log.LogTarget;
import io.tidemark.agent.method.MethodRecorder;
import io.tidemark.agent.method.MethodTarget;
import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Slot;
import io.tidemark.agent.record.ThreadCounters;
import io.tidemark.agent.task.LibraryTarget;
import io.tidemark.agent.task.StageTarget;
import io.tidemark.agent.task.TaskRecorder;
import io.tidemark.agent.task.TaskTarget;
import io.tidemark.agent.weave.Change;
import io.tidemark.agent.weave.Weaver;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A recording: segment, bridge, and changed classes. It begins when it is started, in a JVM of
 * whatever age, and leaves nothing behind when it is stopped, but the segment.
 */
final class Recording {
  private final AgentConfig config;
  private final Instrumentation instrumentation;
  private final Consumer<String> console;
  private final SegmentWriter segment;
  private final CleanExit exit;
  private final Ledger ledger;
  private final GcReports pauses;
  private final Weaver weaver;

  private Recording(
      AgentConfig config,
      Instrumentation instrumentation,
      Consumer<String> console,
      SegmentWriter segment) {
    this.config = config;
    this.instrumentation = instrumentation;
    this.console = console;
    this.segment = segment;
    this.exit = new CleanExit(segment);
    this.ledger = new Ledger(segment);
    this.pauses = new GcReports(segment, ledger, config.gcReporting());
    this.weaver = new Weaver(changes(), ledger);
  }

  /**
   * Starts recording.
   *
   * @throws IOException when there can be no segment; nothing is changed then
   */
  static Recording start(
      AgentConfig config, Instrumentation instrumentation, Consumer<String> console)
      throws IOException {
    SegmentWriter segment = Segments.create(config, Versions.own());
    // Said before the console's writes are counted: this one is not the service's.
    console.accept("recording " + config.serviceName() + " to " + segment.path());
    Recording recording = new Recording(config, instrumentation, console, segment);
    recording.start();
    return recording;
  }

  /** The segment's file. */
  Path segment() {
    return segment.path();
  }

  private void start() {
    Runtime.getRuntime().addShutdownHook(exit);
    Map<String, ItemCounter> items = new HashMap<>();
    for (Map.Entry<String, String> entry : config.items().entrySet()) {
      items.put(entry.getKey(), new ItemPath(entry.getValue(), console));
    }
    GrpcRecorder grpc = new GrpcRecorder(ledger, config.clientSources(), items);
    TaskRecorder tasks = new TaskRecorder(ledger);
    tasks.start();
    if (config.usageEnabled()) {
      ThreadCounters.open(instrumentation);
      Slot.measure(ledger);
    }
    HttpRecorder http = new HttpRecorder(ledger, config.clientSources(), config.items());
    // Loads all that a slot needs here, and not while a thread of the service starts.
    Slot.current();
    TidemarkBridge.install(new AgentBridge(ledger, grpc, http, new MethodRecorder(ledger), tasks));
    weaver.start(instrumentation);
    pauses.start();
  }

  private List<Change> changes() {
    List<Change> changes = new ArrayList<>(MethodTarget.of(config.methods(), ledger, console));
    if (config.grpcEnabled()) {
      Collections.addAll(changes, GrpcTarget.values());
    }
    if (config.httpEnabled()) {
      Collections.addAll(changes, HttpTarget.values());
    }
    if (config.dialsEnabled()) {
      Collections.addAll(changes, DialTarget.values());
      changes.addAll(NettyChange.all());
    }
    if (config.logsEnabled()) {
      Collections.addAll(changes, LogTarget.values());
      changes.add(new ConsoleChange());
    }
    if (config.tasksEnabled()) {
      Collections.addAll(changes, TaskTarget.values());
      changes.addAll(StageTarget.all());
      changes.addAll(LibraryTarget.all());
    }
    return changes;
  }

  /**
   * Ends the recording: from now on changed code does nothing, then there is none. What threads are
   * still counting goes to memory that nobody reads any more.
   *
   * @return how many classes could not be changed back
   */
  int stop() {
    TidemarkBridge.install(null);
    pauses.stop();
    int left = weaver.stop(instrumentation);
    try {
      segment.close();
    } catch (IOException e) {
      // The mark is set first; the lock goes with the file, at the latest with the JVM.
    }
    try {
      Runtime.getRuntime().removeShutdownHook(exit);
    } catch (IllegalStateException e) {
      // The JVM exits: the hook runs, or has.
    }
    ThreadCells.dropAll();
    PerClass.dropAll();
    return left;
  }
}

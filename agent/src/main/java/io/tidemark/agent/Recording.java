package io.tidemark.agent;

import io.tidemark.agent.bridge.TidemarkBridge;
import io.tidemark.agent.config.AgentConfig;
import io.tidemark.agent.config.ConfigInput;
import io.tidemark.agent.config.ConfigParser;
import io.tidemark.agent.dial.DialTarget;
import io.tidemark.agent.dial.NettyChange;
import io.tidemark.agent.grpc.GrpcRecorder;
import io.tidemark.agent.grpc.GrpcTarget;
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
import io.tidemark.agent.task.TaskRecorder;
import io.tidemark.agent.task.TaskTarget;
import io.tidemark.agent.weave.Change;
import io.tidemark.agent.weave.Weaver;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Starts the recording: settings, segment, bridge, and then the changing of classes. */
final class Recording {
  private final AgentConfig config;
  private final Instrumentation instrumentation;
  private final Consumer<String> console = new StandardError(version());

  private Recording(AgentConfig config, Instrumentation instrumentation) {
    this.config = config;
    this.instrumentation = instrumentation;
  }

  static void start(String arguments, Instrumentation instrumentation) {
    ConfigInput input =
        new ConfigInput(
            arguments,
            System.getenv(),
            new SmallFiles(),
            System.getProperty("sun.java.command", ""));
    new Recording(ConfigParser.parse(input), instrumentation).start();
  }

  private void start() {
    for (String warning : config.warnings()) {
      console.accept(warning);
    }
    if (!config.enabled()) {
      return;
    }
    try {
      SegmentWriter segment = Segments.create(config, version());
      Runtime.getRuntime().addShutdownHook(new CleanExit(segment));
      // Said before the console's writes are counted: this one is not the service's.
      console.accept("recording " + config.serviceName() + " to " + segment.path());
      record(new Ledger(segment));
    } catch (IOException e) {
      console.accept("running without recording: " + e.getMessage());
    }
  }

  private void record(Ledger ledger) {
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
    TidemarkBridge.install(new AgentBridge(ledger, grpc, http, new MethodRecorder(ledger), tasks));
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
      changes.addAll(LibraryTarget.all());
    }
    new Weaver(changes, ledger).start(instrumentation);
  }

  private static String version() {
    String version = Recording.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}

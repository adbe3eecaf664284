package io.tidemark.agent;

import io.tidemark.agent.bridge.TidemarkBridge;
import io.tidemark.agent.config.AgentConfig;
import io.tidemark.agent.config.ConfigInput;
import io.tidemark.agent.config.ConfigParser;
import io.tidemark.agent.grpc.GrpcRecorder;
import io.tidemark.agent.grpc.GrpcTarget;
import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.weave.Target;
import io.tidemark.agent.weave.Weaver;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Starts the recording: settings, segment, bridge, and then the changing of classes. */
final class Recording {
  private static final int MAX_STRIPES = 8;

  private Recording() {}

  static void start(String arguments, Instrumentation instrumentation) {
    AgentConfig config =
        ConfigParser.parse(
            new ConfigInput(
                arguments,
                System.getenv(),
                new SmallFiles(),
                System.getProperty("sun.java.command", "")));
    for (String warning : config.warnings()) {
      say(warning);
    }
    if (!config.enabled()) {
      return;
    }
    String version = version();
    try {
      SegmentWriter segment = segment(config, version);
      record(config, new Ledger(segment), instrumentation);
      Runtime.getRuntime().addShutdownHook(new CleanExit(segment));
      System.err.println(
          "tidemark " + version + ": recording " + config.serviceName() + " to " + segment.path());
    } catch (IOException e) {
      System.err.println("tidemark " + version + ": running without recording: " + e.getMessage());
    }
  }

  private static void record(AgentConfig config, Ledger ledger, Instrumentation instrumentation) {
    GrpcRecorder grpc = new GrpcRecorder(ledger, config.clientSources(), Map.of());
    TidemarkBridge.install(new AgentBridge(ledger, grpc));
    List<Target> targets = new ArrayList<>();
    if (config.grpcEnabled()) {
      Collections.addAll(targets, GrpcTarget.values());
    }
    instrumentation.addTransformer(new Weaver(targets, ledger));
  }

  private static SegmentWriter segment(AgentConfig config, String version) throws IOException {
    SegmentDirectory directory = new SegmentDirectory(config.dir());
    directory.prepare(config.segmentAllowDisk());
    ProcessHandle process = ProcessHandle.current();
    long now = System.currentTimeMillis();
    SegmentIdentity identity =
        new SegmentIdentity(
            config.serviceName(),
            version,
            System.getProperty("java.version", "unknown"),
            process.pid(),
            now);
    return SegmentWriter.create(directory, layout(config), identity);
  }

  private static SegmentLayout layout(AgentConfig config) {
    int stripes =
        Integer.highestOneBit(Math.min(MAX_STRIPES, Runtime.getRuntime().availableProcessors()));
    return SegmentLayout.fitting(
        config.segmentBytes(), config.maxClients(), config.maxHandlers(), stripes);
  }

  private static void say(String warning) {
    System.err.println("tidemark: " + warning);
  }

  private static String version() {
    String version = Recording.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }
}

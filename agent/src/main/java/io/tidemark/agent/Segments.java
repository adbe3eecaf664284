package io.tidemark.agent;

import io.tidemark.agent.config.AgentConfig;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentWriter;
import java.io.IOException;

/** Makes the segment that a configuration asks for. */
final class Segments {
  private Segments() {}

  static SegmentWriter create(AgentConfig config, String version) throws IOException {
    SegmentDirectory directory = new SegmentDirectory(config.dir());
    directory.prepare(config.segmentAllowDisk());
    SegmentIdentity identity =
        new SegmentIdentity(
            config.serviceName(),
            version,
            System.getProperty("java.version", "unknown"),
            ProcessHandle.current().pid(),
            System.currentTimeMillis());
    return SegmentWriter.create(directory, layout(config), identity);
  }

  private static SegmentLayout layout(AgentConfig config) {
    int processors = Math.min(AgentConfig.MAX_STRIPES, Runtime.getRuntime().availableProcessors());
    int stripes = Integer.highestOneBit(processors);
    return SegmentLayout.fitting(
        config.segmentBytes(), config.maxClients(), config.maxHandlers(), stripes);
  }
}

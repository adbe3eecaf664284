package io.tidemark.collector.jvm;

import io.tidemark.segment.Column;
import io.tidemark.segment.Row;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.SegmentWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What {@link ChildJvm} runs. Answers each command with itself, once it is done. */
final class ChildMain {
  private ChildMain() {}

  public static void main(String[] arguments) throws IOException {
    long startEpochMs = ManagementFactory.getRuntimeMXBean().getStartTime();
    try (SegmentWriter writer =
        SegmentWriter.create(
            new SegmentDirectory(Path.of(arguments[0])),
            new SegmentLayout(4, 4, 8, 1),
            new SegmentIdentity(
                "child",
                "0.1.0",
                System.getProperty("java.version"),
                ProcessHandle.current().pid(),
                startEpochMs))) {
      System.out.println("ready");
      obey(writer);
    }
  }

  private static void obey(SegmentWriter writer) throws IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String command = commands.readLine(); command != null; command = commands.readLine()) {
      if (!Garbage.obey(command)) {
        Row row = writer.row(writer.client(command), writer.handler(RpcSystem.JAVA, "a.B/c"));
        writer.add(row, Column.STARTED, 1);
      }
      System.out.println(command);
    }
  }
}

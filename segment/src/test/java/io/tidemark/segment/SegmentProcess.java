package io.tidemark.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM that writes a segment, for tests of what only another process can see. It counts as fast as
 * it can with several threads, and tells on standard output how many requests have ended.
 */
public final class SegmentProcess {
  static final int THREADS = 4;

  /** The halves of this number show a torn word: they are equal in every multiple of it. */
  static final long EQUAL_HALVES = 0x1_0000_0001L;

  private SegmentProcess() {}

  static Process start(Path directory) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SegmentProcess.class.getName(), directory.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Counts until it is killed, or its standard input ends. */
  public static void main(String[] args) throws IOException {
    try (SegmentWriter writer = SegmentFixture.create(Path.of(args[0]), SegmentFixture.SMALL)) {
      Row row = writer.row(writer.client("client"), writer.handler(RpcSystem.GRPC, "p.S/M"));
      System.out.println(writer.path());
      for (int i = 0; i < THREADS; i++) {
        Thread thread = new Thread(() -> count(writer, row), "counter-" + i);
        thread.setDaemon(true);
        thread.start();
      }
      while (System.in.read() >= 0) {
        // wait for the end of input
      }
    }
  }

  private static void count(SegmentWriter writer, Row row) {
    for (long ended = 1; ; ended++) {
      SegmentFixture.request(writer, row, EQUAL_HALVES, 1000);
      if (ended % 1000 == 0) {
        System.out.println(Thread.currentThread().getName() + " " + ended);
      }
    }
  }
}

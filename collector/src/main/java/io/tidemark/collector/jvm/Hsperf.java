package io.tidemark.collector.jvm;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What HotSpot's statistics file says of a JVM, as far as it is used here; but for its pauses,
 * which {@link HsperfPauses} reads more often.
 *
 * @param startEpochMs when the JVM began to start, in milliseconds since 1970
 * @param command main class or jar, and its arguments
 * @param javaVersion the JVM's {@code java.version}
 * @param threads platform threads that run Java code
 * @param daemonThreads those of them that are daemons
 * @param pools heap and metaspace
 */
public record Hsperf(
    long startEpochMs,
    String command,
    String javaVersion,
    long threads,
    long daemonThreads,
    List<MemoryPool> pools) {

  /** The entry that tells the JVMs apart which had the same process id. */
  static final String START = "sun.rt.createVmBeginTime";

  private static final int MAX_LABEL_CHARS = 100;

  /** Copies the list. */
  public Hsperf {
    pools = List.copyOf(pools);
  }

  /**
   * Reads a copy of the file.
   *
   * @throws HsperfException when it is none, or not one that can be relied on
   */
  public static Hsperf parse(ByteBuffer file) throws HsperfException {
    return HsperfLayout.of(file).read(file);
  }

  /** HotSpot's own words are printable ASCII; whatever else is in the file is not exported. */
  static String clean(String text) {
    String bounded = text.substring(0, Math.min(text.length(), MAX_LABEL_CHARS));
    return bounded.replaceAll("[^ -~]", "?");
  }
}

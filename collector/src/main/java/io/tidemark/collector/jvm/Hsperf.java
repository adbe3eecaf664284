package io.tidemark.collector.jvm;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What HotSpot's statistics file says of a JVM, as far as it is used here.
 *
 * @param startEpochMs when the JVM began to start, in milliseconds since 1970
 * @param command main class or jar, and its arguments
 * @param javaVersion the JVM's {@code java.version}
 * @param threads platform threads that run Java code
 * @param daemonThreads those of them that are daemons
 * @param collectors the garbage collectors, by number
 */
public record Hsperf(
    long startEpochMs,
    String command,
    String javaVersion,
    long threads,
    long daemonThreads,
    List<Pauses> collectors) {

  /** Name under which the safepoints of a JVM with Shenandoah are counted. */
  static final String SAFEPOINT = "safepoint";

  // Numbers have gaps: generational ZGC has 0 and 2. HotSpot uses none above 2.
  private static final int COLLECTORS = 8;
  private static final int MAX_LABEL_CHARS = 100;

  /**
   * The pauses that one collector made.
   *
   * @param name HotSpot's name of the collector, such as {@code G1 young collection pauses}
   * @param ended pauses that ended
   * @param timeNs their time, in nanoseconds
   */
  public record Pauses(String name, long ended, long timeNs) {}

  /** Copies the list. */
  public Hsperf {
    collectors = List.copyOf(collectors);
  }

  /**
   * Reads a copy of the file.
   *
   * @throws HsperfException when it is none, or not one that can be relied on
   */
  public static Hsperf parse(ByteBuffer file) throws HsperfException {
    Map<String, Object> entries = HsperfEntries.parse(file);
    return new Hsperf(
        number(entries, "sun.rt.createVmBeginTime"),
        text(entries, "sun.rt.javaCommand"),
        clean(text(entries, "java.property.java.version")),
        number(entries, "java.threads.live"),
        number(entries, "java.threads.daemon"),
        collectors(entries));
  }

  private static List<Pauses> collectors(Map<String, Object> entries) throws HsperfException {
    double nsPerTick = 1e9 / Math.max(1, number(entries, "sun.os.hrt.frequency"));
    List<Pauses> collectors = new ArrayList<>();
    for (int i = 0; i < COLLECTORS; i++) {
      String prefix = "sun.gc.collector." + i + ".";
      String name = text(entries, prefix + "name");
      if (name.startsWith("Shenandoah")) {
        return List.of(safepoints(entries, nsPerTick));
      }
      if (!name.isEmpty()) {
        collectors.add(collector(entries, prefix, name, nsPerTick));
      }
    }
    return collectors;
  }

  // HotSpot counts a pause when it begins and adds its time when it ends.
  private static Pauses collector(
      Map<String, Object> entries, String prefix, String name, double nsPerTick)
      throws HsperfException {
    boolean pausing =
        number(entries, prefix + "lastEntryTime") > number(entries, prefix + "lastExitTime");
    long begun = number(entries, prefix + "invocations");
    long timeNs = (long) (number(entries, prefix + "time") * nsPerTick);
    return new Pauses(clean(name), pausing ? begun - 1 : begun, timeNs);
  }

  // Shenandoah's own times cover work beside the running threads: 67.9 ms where they stood still
  // for 1.0 ms. All its pauses are safepoints, and safepoints are mostly its pauses.
  private static Pauses safepoints(Map<String, Object> entries, double nsPerTick)
      throws HsperfException {
    long timeNs = (long) (number(entries, "sun.rt.safepointTime") * nsPerTick);
    return new Pauses(SAFEPOINT, number(entries, "sun.rt.safepoints"), timeNs);
  }

  private static long number(Map<String, Object> entries, String name) throws HsperfException {
    if (entries.get(name) instanceof Long number && number >= 0) {
      return number;
    }
    throw new HsperfException(
        HsperfException.Reason.CORRUPT, name + "=" + entries.get(name) + ", expected a count");
  }

  private static String text(Map<String, Object> entries, String name) {
    return entries.get(name) instanceof String text ? text : "";
  }

  // HotSpot's own words are printable ASCII; whatever else is in the file shall not be exported.
  private static String clean(String text) {
    String bounded = text.substring(0, Math.min(text.length(), MAX_LABEL_CHARS));
    return bounded.replaceAll("[^ -~]", "?");
  }
}

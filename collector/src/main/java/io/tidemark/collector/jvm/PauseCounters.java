package io.tidemark.collector.jvm;

import io.tidemark.collector.jvm.HsperfException.Reason;
import io.tidemark.collector.jvm.PauseTotals.Collector;
import io.tidemark.collector.jvm.PauseTotals.Safepoints;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where in one JVM's hsperfdata file its pauses are counted, so that reading them again takes a
 * dozen numbers. HotSpot never moves an entry.
 *
 * <p>A collector's {@code invocations} and {@code lastEntryTime} move when a pause begins, {@code
 * lastExitTime} and {@code time} when it has ended: between them the pause is going on, and
 * afterwards exit less entry is the last pause alone. Times are ticks since the JVM began. For the
 * safepoints, {@code safepoints} moves at the beginning, {@code safepointSyncTime} when the last
 * thread has stopped, {@code safepointTime} at the end.
 *
 * <p>Serial, Parallel, G1 and ZGC count pauses. Shenandoah's figures cover work beside the running
 * threads: 67.9 ms where they stood still for 1.0 ms. So its safepoints are read alone.
 *
 * <p>Source: HotSpot, {@code collectorCounters.hpp}, {@code runtimeService.cpp}; compared with the
 * garbage collector's log for five collectors on JDK 17 and 25.
 */
final class PauseCounters {
  // Numbers have gaps: generational ZGC has 0 and 2. HotSpot uses none above 2.
  private static final int COLLECTORS = 8;
  private static final String PREFIX = "sun.gc.collector.";

  private static final Map<String, String> BEANS =
      Map.ofEntries(
          Map.entry("Copy", "Copy"),
          Map.entry("Serial young collection pauses", "Copy"),
          Map.entry("MSC", "MarkSweepCompact"),
          Map.entry("Serial full collection pauses", "MarkSweepCompact"),
          Map.entry("PSScavenge", "PS Scavenge"),
          Map.entry("Parallel young collection pauses", "PS Scavenge"),
          Map.entry("PSParallelCompact", "PS MarkSweep"),
          Map.entry("Parallel full collection pauses", "PS MarkSweep"),
          Map.entry("G1 incremental collections", "G1 Young Generation"),
          Map.entry("G1 young collection pauses", "G1 Young Generation"),
          Map.entry("G1 stop-the-world full collections", "G1 Old Generation"),
          Map.entry("G1 full collection pauses", "G1 Old Generation"),
          Map.entry("G1 stop-the-world phases", "G1 Concurrent GC"),
          Map.entry("G1 concurrent cycle pauses", "G1 Concurrent GC"),
          Map.entry("Z concurrent cycle pauses", "ZGC Pauses"),
          Map.entry("ZGC minor collection pauses", "ZGC Minor Pauses"),
          Map.entry("ZGC major collection pauses", "ZGC Major Pauses"));

  private final ByteOrder order;
  private final int start;
  private final double nsPerTick;
  private final boolean safepointsOnly;
  private final List<At> collectors = new ArrayList<>();
  private final int safepoints;
  private final int safepointTime;
  private final int safepointSyncTime;

  /** Where one collector's numbers are. */
  private record At(String name, int invocations, int time, int entry, int exit) {}

  /** Finds the counters. */
  PauseCounters(HsperfEntries entries) throws HsperfException {
    entries.number(Hsperf.START);
    order = entries.order();
    start = offset(entries, Hsperf.START);
    nsPerTick = 1e9 / Math.max(1, entries.number("sun.os.hrt.frequency"));
    boolean cycles = false;
    for (int i = 0; i < COLLECTORS; i++) {
      String name = entries.text(PREFIX + i + ".name");
      cycles |= name.startsWith("Shenandoah");
      if (!name.isEmpty() && !cycles) {
        add(collector(entries, name, PREFIX + i + "."));
      }
    }
    safepointsOnly = cycles;
    safepoints = entries.offset("sun.rt.safepoints").orElse(-1);
    safepointTime = entries.offset("sun.rt.safepointTime").orElse(-1);
    safepointSyncTime = entries.offset("sun.rt.safepointSyncTime").orElse(-1);
  }

  private void add(At collector) {
    if (collectors.stream().noneMatch(other -> other.name.equals(collector.name))) {
      collectors.add(collector);
    }
  }

  private static At collector(HsperfEntries entries, String name, String prefix)
      throws HsperfException {
    return new At(
        BEANS.getOrDefault(name, Hsperf.clean(name)),
        offset(entries, prefix + "invocations"),
        offset(entries, prefix + "time"),
        offset(entries, prefix + "lastEntryTime"),
        offset(entries, prefix + "lastExitTime"));
  }

  private static int offset(HsperfEntries entries, String name) throws HsperfException {
    OptionalInt offset = entries.offset(name);
    if (offset.isEmpty()) {
      throw new HsperfException(Reason.CORRUPT, name + " is missing");
    }
    return offset.getAsInt();
  }

  /** How much of the file's beginning has all the counters. */
  int bytes() {
    int last = Math.max(start, Math.max(safepoints, Math.max(safepointTime, safepointSyncTime)));
    for (At at : collectors) {
      last = Math.max(last, Math.max(at.invocations, at.time));
      last = Math.max(last, Math.max(at.entry, at.exit));
    }
    return last + Long.BYTES;
  }

  /** When the JVM started that the file is of, in milliseconds since 1970. */
  long startEpochMs(ByteBuffer file) {
    return file.order(order).getLong(start);
  }

  /** What a copy of the file's beginning says now; it has at least {@link #bytes()}. */
  PauseTotals read(ByteBuffer file) throws HsperfException {
    file.order(order);
    List<Collector> totals = new ArrayList<>(collectors.size());
    for (At at : collectors) {
      totals.add(collector(file, at));
    }
    return new PauseTotals(totals, safepoints(file), safepointsOnly);
  }

  private Collector collector(ByteBuffer file, At at) throws HsperfException {
    long begun = count(file, at.invocations);
    long entryNs = ns(file, at.entry);
    long exitNs = ns(file, at.exit);
    boolean going = entryNs > exitNs;
    return new Collector(
        at.name,
        going ? Math.max(0, begun - 1) : begun,
        ns(file, at.time),
        going ? 0 : exitNs - entryNs,
        going ? OptionalLong.of(entryNs) : OptionalLong.empty());
  }

  private Optional<Safepoints> safepoints(ByteBuffer file) throws HsperfException {
    if (safepoints < 0 || safepointTime < 0 || safepointSyncTime < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Safepoints(
            count(file, safepoints), ns(file, safepointTime), ns(file, safepointSyncTime)));
  }

  private long ns(ByteBuffer file, int offset) throws HsperfException {
    return (long) (count(file, offset) * nsPerTick);
  }

  private static long count(ByteBuffer file, int offset) throws HsperfException {
    long count = file.getLong(offset);
    if (count < 0) {
      throw new HsperfException(Reason.CORRUPT, count + " at " + offset + ", expected a count");
    }
    return count;
  }
}

package io.tidemark.collector.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The memory pools of an hsperfdata file, called what the JVM's own MemoryPoolMXBeans are called.
 *
 * <p>The file has spaces of two generations under other names; which pool they are follows from the
 * collector. What does not follow: the pools of Shenandoah's generational mode, which shows one
 * space, and the code heaps, which it does not show at all. A space that nobody knows keeps the
 * file's names, such as {@code young eden}.
 *
 * <p>Source: HotSpot, {@code generationCounters}, {@code g1MonitoringSupport.cpp}, {@code
 * zServiceability.cpp}, {@code shenandoahMonitoringSupport.cpp}, {@code metaspaceCounters.cpp}.
 */
final class HsperfPools {
  private static final int COLLECTORS = 3;

  // G1 adds the size of an object or three to capacities, so that none is zero. All are whole
  // pages.
  private static final long PAGE = 4096;

  private final HsperfEntries entries;
  private final List<MemoryPool> pools = new ArrayList<>();

  private HsperfPools(HsperfEntries entries) {
    this.entries = entries;
  }

  static List<MemoryPool> of(HsperfEntries entries) {
    HsperfPools found = new HsperfPools(entries);
    found.heap(found.collector());
    found.nonHeap("Metaspace", "sun.gc.metaspace.", false);
    found.nonHeap("Compressed Class Space", "sun.gc.compressedclassspace.", true);
    return found.pools;
  }

  private String collector() {
    for (int i = 0; i < COLLECTORS; i++) {
      String name = entries.text("sun.gc.collector." + i + ".name");
      if (!name.isEmpty()) {
        return name;
      }
    }
    return "";
  }

  private void heap(String collector) {
    if (collector.startsWith("G1")) {
      pool("G1 Eden Space", false, "0.space.0.");
      pool("G1 Survivor Space", false, "0.space.1.", "0.space.2.");
      pool("G1 Old Gen", true, "1.space.0.");
    } else if (collector.startsWith("PS") || collector.startsWith("Parallel")) {
      copying("PS Eden Space", "PS Survivor Space", "PS Old Gen");
    } else if (collector.startsWith("Serial") || collector.equals("Copy")) {
      copying("Eden Space", "Survivor Space", "Tenured Gen");
    } else if (collector.startsWith("ZGC")) {
      pool("ZGC Young Generation", true, "0.space.0.");
      pool("ZGC Old Generation", true, "1.space.0.");
    } else if (collector.startsWith("Z ")) {
      pool("ZHeap", true, "1.space.0.");
    } else if (collector.startsWith("Shenandoah")) {
      pool("Shenandoah", true, "1.space.0.");
    } else {
      unknown();
    }
  }

  private void copying(String eden, String survivor, String old) {
    pool(eden, true, "0.space.0.");
    pool(survivor, true, "0.space.1.", "0.space.2.");
    pool(old, true, "1.space.0.");
  }

  private void unknown() {
    for (String space : List.of("0.space.0.", "0.space.1.", "0.space.2.", "1.space.0.")) {
      String prefix = "sun.gc.generation." + space;
      String generation = entries.text("sun.gc.generation." + space.charAt(0) + ".name");
      pool(Hsperf.clean(generation + " " + entries.text(prefix + "name")), true, space);
    }
  }

  // Of two survivor spaces one is always empty: the pool is as large as one.
  private void pool(String name, boolean limited, String... spaces) {
    long used = -1;
    long committed = -1;
    long limit = -1;
    for (String space : spaces) {
      String prefix = "sun.gc.generation." + space;
      used = Math.max(used, entries.number(prefix + "used", -1));
      committed = Math.max(committed, entries.number(prefix + "capacity", -1) / PAGE * PAGE);
      limit = Math.max(limit, entries.number(prefix + "maxCapacity", -1) / PAGE * PAGE);
    }
    add(true, name, used, committed, limited ? limit : -1);
  }

  // What the file calls metaspace's maximum is the address space that was reserved so far: no
  // limit.
  private void nonHeap(String name, String prefix, boolean limited) {
    long limit = limited ? entries.number(prefix + "maxCapacity", -1) : -1;
    long committed = entries.number(prefix + "capacity", -1);
    add(false, name, entries.number(prefix + "used", -1), committed, limit);
  }

  private void add(boolean heap, String name, long used, long committed, long limit) {
    if (used >= 0 && committed >= 0) {
      OptionalLong most = limit > 0 ? OptionalLong.of(limit) : OptionalLong.empty();
      pools.add(new MemoryPool(heap, name, used, committed, most));
    }
  }
}

package io.tidemark.collector.jvm;

import java.nio.ByteBuffer;
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
  private final List<Pool> pools = new ArrayList<>();
  private int bytes;

  /** Where a pool's numbers are: of each the largest counts, and none is there at -1. */
  private static final class Pool {
    private final boolean heap;
    private final String name;
    private final int[] used;
    private final int[] committed;
    private final int[] limit;

    Pool(boolean heap, String name, int[] used, int[] committed, int[] limit) {
      this.heap = heap;
      this.name = name;
      this.used = used;
      this.committed = committed;
      this.limit = limit;
    }
  }

  private HsperfPools(HsperfEntries entries) {
    this.entries = entries;
  }

  /** Finds the pools of a file. */
  static HsperfPools of(HsperfEntries entries) {
    HsperfPools found = new HsperfPools(entries);
    found.heap(found.collector());
    found.nonHeap("Metaspace", "sun.gc.metaspace.", false);
    found.nonHeap("Compressed Class Space", "sun.gc.compressedclassspace.", true);
    return found;
  }

  /** How much of the file's beginning has all the numbers. */
  int bytes() {
    return bytes;
  }

  /** What a copy of the file's beginning says of them; in the file's byte order. */
  List<MemoryPool> read(ByteBuffer file) {
    List<MemoryPool> read = new ArrayList<>(pools.size());
    for (Pool pool : pools) {
      long page = pool.heap ? PAGE : 1;
      long used = largest(file, pool.used, 1);
      long committed = largest(file, pool.committed, page);
      long limit = largest(file, pool.limit, page);
      if (used >= 0 && committed >= 0) {
        OptionalLong most = limit > 0 ? OptionalLong.of(limit) : OptionalLong.empty();
        read.add(new MemoryPool(pool.heap, pool.name, used, committed, most));
      }
    }
    return read;
  }

  private static long largest(ByteBuffer file, int[] offsets, long unit) {
    long largest = -1;
    for (int offset : offsets) {
      long number = offset < 0 ? -1 : file.getLong(offset) / unit * unit;
      largest = Math.max(largest, number);
    }
    return largest;
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
    String[] prefixes = new String[spaces.length];
    for (int i = 0; i < spaces.length; i++) {
      prefixes[i] = "sun.gc.generation." + spaces[i];
    }
    add(true, name, limited, prefixes);
  }

  // What the file calls metaspace's maximum is the address space that was reserved so far: no
  // limit.
  private void nonHeap(String name, String prefix, boolean limited) {
    add(false, name, limited, prefix);
  }

  private void add(boolean heap, String name, boolean limited, String... prefixes) {
    int[] none = {};
    pools.add(
        new Pool(
            heap,
            name,
            offsets("used", prefixes),
            offsets("capacity", prefixes),
            limited ? offsets("maxCapacity", prefixes) : none));
  }

  private int[] offsets(String number, String... prefixes) {
    int[] offsets = new int[prefixes.length];
    for (int i = 0; i < prefixes.length; i++) {
      offsets[i] = entries.offset(prefixes[i] + number).orElse(-1);
      bytes = Math.max(bytes, offsets[i] + Long.BYTES);
    }
    return offsets;
  }
}

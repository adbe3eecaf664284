package io.tidemark.agent.child;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A JVM that collects garbage when it is told to, and says what its management beans say of it. */
public final class GcChild {
  private static final int MIB = 1 << 20;
  private static final int KEPT = 40;
  private static final int DROPPED = 200;

  private final List<byte[]> kept = new ArrayList<>();
  private long made;

  private GcChild() {}

  /**
   * Takes {@code WORK}, {@code LOADERS} and {@code COUNTS}, line by line, until its standard input
   * ends.
   */
  public static void main(String[] arguments) throws Exception {
    GcChild child = new GcChild();
    child.work();
    System.out.println("READY");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      switch (line) {
        case "WORK" -> {
          child.work();
          System.out.println("WORKED " + child.made);
        }
        case "LOADERS" -> System.out.println("LOADERS " + Remains.loadersAfter());
        default -> System.out.println("COUNTS " + counts());
      }
    }
  }

  private void work() {
    kept.clear();
    for (int i = 0; i < KEPT + DROPPED; i++) {
      byte[] garbage = new byte[MIB];
      made += garbage.length;
      if (i < KEPT) {
        kept.add(garbage);
      }
    }
    System.gc();
  }

  // All that count pauses, by name: how many, and their time in milliseconds.
  private static String counts() {
    StringJoiner counts = new StringJoiner(", ");
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (!bean.getName().contains("Cycles")) {
        counts.add(
            bean.getName() + "=" + bean.getCollectionCount() + "/" + bean.getCollectionTime());
      }
    }
    return counts.toString();
  }
}

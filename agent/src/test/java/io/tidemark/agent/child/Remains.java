package io.tidemark.agent.child;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.ObjectName;

/** What of the agent is in this JVM, and how large the JVM is. */
final class Remains {
  private static final String LOADER = "io.tidemark.agent.AgentClassLoader";
  private static final int TRIES = 50;

  private Remains() {}

  /** Loaders of agents that are still there after some collections, and sizes in KiB. */
  static String after() throws Exception {
    long loaders = loadersAfter();
    System.gc();
    return "loaders="
        + loaders
        + " classes="
        + tell("vmClassHierarchy").lines().count()
        + " metaspace="
        + metaspace()
        + " heap="
        + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
  }

  /** Loaders of agents that are still there after some collections. */
  static long loadersAfter() throws Exception {
    long loaders = loaders();
    for (int i = 0; i < TRIES && loaders > 0; i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      loaders = loaders();
    }
    return loaders;
  }

  private static long metaspace() {
    List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
    return pools.stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .mapToLong(pool -> pool.getUsage().getUsed() / 1024)
        .sum();
  }

  // The histogram collects first.
  private static long loaders() throws Exception {
    return tell("gcClassHistogram")
        .lines()
        .filter(line -> line.contains(LOADER))
        .mapToLong(line -> Long.parseLong(line.trim().split("\\s+", -1)[1]))
        .sum();
  }

  // Of this, one line is one class. The count of the management beans takes each change of a class
  // for a new one.
  private static String tell(String command) throws Exception {
    return (String)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                command,
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
  }
}

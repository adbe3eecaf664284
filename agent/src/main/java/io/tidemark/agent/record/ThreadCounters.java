package io.tidemark.agent.record;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What HotSpot counts for each thread of the operating system, read for the running one: bytes
 * allocated since it began (some 15 ns a read) and CPU time (some 1 µs, a system call).
 *
 * <p>Read by the native methods behind {@code ThreadMXBean}, since waking JMX costs 60 ms at start
 * and this costs 5. Not there without the module {@code java.management}, or in another JVM.
 *
 * <p>On a virtual thread they would tell those of its carrier: not to be asked there.
 */
public final class ThreadCounters {
  private static final String MODULE = "java.management";
  private static final String PACKAGE = "sun.management";

  // The running thread, to both methods.
  private static final long CURRENT = 0;

  private static volatile boolean open;

  private ThreadCounters() {}

  /** Opens them to the agent; until then, and where they are not, they are not available. */
  public static void open(Instrumentation instrumentation) {
    Optional<Module> management = ModuleLayer.boot().findModule(MODULE);
    if (management.isPresent() && management.get().getPackages().contains(PACKAGE)) {
      instrumentation.redefineModule(
          management.get(),
          Set.of(),
          Map.of(),
          Map.of(PACKAGE, Set.of(ThreadCounters.class.getModule())),
          Set.of(),
          Map.of());
      open = true;
    }
  }

  /** Whether the methods below can be called. */
  static boolean available() {
    return open && Natives.ALLOCATED != null && Natives.CPU != null;
  }

  /** Bytes that the running thread has allocated since it began. */
  @SuppressWarnings("NullAway") // available
  static long allocatedBytes() {
    try {
      return (long) Natives.ALLOCATED.invokeExact(CURRENT);
    } catch (Throwable e) {
      throw new IllegalStateException(e); // they throw nothing
    }
  }

  /** CPU time that the running thread has used since it began, in nanoseconds. */
  @SuppressWarnings("NullAway") // available
  static long cpuNs() {
    try {
      return (long) Natives.CPU.invokeExact(CURRENT);
    } catch (Throwable e) {
      throw new IllegalStateException(e); // they throw nothing
    }
  }

  /** Constants, so that a call is compiled to the call of the native method. */
  private static final class Natives {
    static final @Nullable MethodHandle ALLOCATED;
    static final @Nullable MethodHandle CPU;

    static {
      MethodHandle allocated = null;
      MethodHandle cpu = null;
      try {
        // It loads their library.
        Class.forName(PACKAGE + ".ManagementFactoryHelper", true, null);
        Class<?> threads = Class.forName(PACKAGE + ".ThreadImpl", true, null);
        MethodHandles.Lookup lookup =
            MethodHandles.privateLookupIn(threads, MethodHandles.lookup());
        MethodType type = MethodType.methodType(long.class, long.class);
        allocated = lookup.findStatic(threads, "getThreadAllocatedMemory0", type);
        cpu = lookup.findStatic(threads, "getThreadTotalCpuTime0", type);
        if ((long) allocated.invokeExact(CURRENT) < 0 || (long) cpu.invokeExact(CURRENT) < 0) {
          allocated = null; // the JVM does not count them
        }
      } catch (Throwable e) {
        allocated = null;
      }
      ALLOCATED = allocated;
      CPU = cpu;
    }
  }
}

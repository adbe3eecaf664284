package io.tidemark.agent.child;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import net.bytebuddy.implementation.bind.annotation.StubValue;
import org.jspecify.annotations.Nullable;

/** An implementation of the bridge that counts how often changed code calls it. */
public final class CountingBridge {
  private static final LongAdder CALLS = new LongAdder();

  private CountingBridge() {}

  /** How many calls come in a while, during which no agent gets any. */
  static long callsIn(TimeUnit unit, long time) throws ReflectiveOperationException {
    Class<?> bridge = Class.forName("java.lang.TidemarkBridge");
    Object counting =
        new ByteBuddy()
            .subclass(bridge)
            .method(isAbstract())
            .intercept(MethodDelegation.to(CountingBridge.class))
            .make()
            .load(CountingBridge.class.getClassLoader())
            .getLoaded()
            .getConstructor()
            .newInstance();
    CALLS.reset();
    bridge.getMethod("install", bridge).invoke(null, counting);
    LockSupport.parkNanos(unit.toNanos(time));
    bridge.getMethod("install", bridge).invoke(null, new Object[] {null});
    return CALLS.sum();
  }

  /** Called by each method of the bridge. */
  @RuntimeType
  public static @Nullable Object count(@StubValue @Nullable Object nothing) {
    CALLS.increment();
    return nothing;
  }
}

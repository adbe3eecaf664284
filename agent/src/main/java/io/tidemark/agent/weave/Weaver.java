package io.tidemark.agent.weave;

import io.tidemark.agent.record.Ledger;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes the few classes that it knows by name: when they are loaded, or in place when they are
 * loaded already. For every other class it costs one lookup in a table. Of the classes of the
 * bootstrap loader only those are changed whose target says that it is one of the JDK.
 *
 * <p>Only code is added, and only inside methods, so that each class can be changed, and changed
 * back, at any time; also by other agents. Thread-safe. A class that cannot be changed stays as it
 * is, and is counted.
 */
public final class Weaver implements ClassFileTransformer {
  // A class that is being loaded right now may have passed by before, and appear after.
  private static final int LOOKS = 2;

  private final Map<String, Change> changes = new HashMap<>();
  private final Ledger ledger;

  public Weaver(List<? extends Change> changes, Ledger ledger) {
    for (Change change : changes) {
      this.changes.put(change.className().replace('.', '/'), change);
    }
    this.ledger = ledger;
  }

  /** Registers with the JVM, and changes the classes that are loaded already. */
  public void start(Instrumentation instrumentation) {
    instrumentation.addTransformer(this, true);
    retransformLoaded(instrumentation);
  }

  /**
   * Changes all classes back and leaves the JVM. How many could not be; the code in them does
   * nothing, once the bridge is not there any more.
   */
  public int stop(Instrumentation instrumentation) {
    instrumentation.removeTransformer(this);
    return retransformLoaded(instrumentation);
  }

  private int retransformLoaded(Instrumentation instrumentation) {
    Set<Class<?>> done = Collections.newSetFromMap(new IdentityHashMap<>());
    int failed = 0;
    for (int look = 0; look < LOOKS; look++) {
      List<Class<?>> targets = new ArrayList<>();
      // Not found by name, which would load those that the service may never need.
      for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
        if (isTarget(loaded) && done.add(loaded)) {
          targets.add(loaded);
        }
      }
      failed += retransform(instrumentation, targets);
    }
    return failed;
  }

  // All at once is one pause of the JVM; if one cannot be changed, none is.
  private int retransform(Instrumentation instrumentation, List<Class<?>> targets) {
    if (targets.isEmpty() || isRetransformed(instrumentation, targets)) {
      return 0;
    }
    int failed = 0;
    for (Class<?> target : targets) {
      if (!isRetransformed(instrumentation, List.of(target))) {
        ledger.failed();
        failed++;
      }
    }
    return failed;
  }

  // Whatever another agent, or the JVM, has against it.
  @SuppressWarnings("CatchingUnchecked")
  private static boolean isRetransformed(Instrumentation instrumentation, List<Class<?>> targets) {
    try {
      instrumentation.retransformClasses(targets.toArray(new Class<?>[0]));
      return true;
    } catch (Exception | LinkageError | InternalError e) {
      return false;
    }
  }

  private boolean isTarget(Class<?> loaded) {
    return !loaded.isArray()
        && change(loaded.getClassLoader(), loaded.getName().replace('.', '/')) != null;
  }

  private @Nullable Change change(@Nullable ClassLoader loader, @Nullable String name) {
    Change change = name == null ? null : changes.get(name);
    return change == null || change.jdk() != (loader == null) ? null : change;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    Change change = change(loader, name);
    if (change == null) {
      return null;
    }
    try {
      return change.apply(classFile, loader);
    } catch (Throwable e) {
      ledger.failed();
      return null;
    }
  }
}

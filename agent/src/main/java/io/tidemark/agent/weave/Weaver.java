package io.tidemark.agent.weave;

import io.tidemark.agent.record.Ledger;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes the few classes that it knows by name, when they are loaded; for every other class it
 * costs one lookup in a table. Of the classes of the bootstrap loader only those are changed whose
 * target says that it is one of the JDK; they are loaded already, and are changed in place.
 *
 * <p>Thread-safe. A class that cannot be changed is loaded as it is, and counted.
 */
public final class Weaver implements ClassFileTransformer {
  private final Map<String, Target> targets = new HashMap<>();
  private final Ledger ledger;

  public Weaver(List<Target> targets, Ledger ledger) {
    for (Target target : targets) {
      this.targets.put(target.className().replace('.', '/'), target);
    }
    this.ledger = ledger;
  }

  /** Registers with the JVM, and changes the JDK's classes, which are loaded already. */
  public void start(Instrumentation instrumentation) {
    instrumentation.addTransformer(this, true);
    // Not found by name, which would load those that the service may never need.
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (isTargetOfTheJdk(loaded)) {
        try {
          instrumentation.retransformClasses(loaded);
        } catch (UnmodifiableClassException | LinkageError | RuntimeException e) {
          ledger.failed();
        }
      }
    }
  }

  private boolean isTargetOfTheJdk(Class<?> loaded) {
    return loaded.getClassLoader() == null
        && !loaded.isArray()
        && targets.containsKey(loaded.getName().replace('.', '/'));
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    Target target = name == null ? null : targets.get(name);
    if (target == null || target.jdk() != (loader == null)) {
      return null;
    }
    if (redefined != null && !target.jdk()) {
      return null; // its fields could not be added any more
    }
    try {
      return new Loom(target.className(), classFile, loader)
          .weave(target.className(), target.weaving());
    } catch (Throwable e) {
      ledger.failed();
      return null;
    }
  }
}

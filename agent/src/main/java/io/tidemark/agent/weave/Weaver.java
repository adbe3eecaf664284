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
 * target says that it is one of the JDK; those that are loaded already are changed in place.
 *
 * <p>Thread-safe. A class that cannot be changed is loaded as it is, and counted.
 */
public final class Weaver implements ClassFileTransformer {
  private final Map<String, Change> changes = new HashMap<>();
  private final Ledger ledger;

  public Weaver(List<? extends Change> changes, Ledger ledger) {
    for (Change change : changes) {
      this.changes.put(change.className().replace('.', '/'), change);
    }
    this.ledger = ledger;
  }

  /** Registers with the JVM, and changes those of the JDK's classes that are loaded already. */
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
        && changes.containsKey(loaded.getName().replace('.', '/'));
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    Change change = name == null ? null : changes.get(name);
    if (change == null || change.jdk() != (loader == null)) {
      return null;
    }
    if (redefined != null && !change.jdk()) {
      return null; // its fields could not be added any more
    }
    try {
      return change.apply(classFile, loader);
    } catch (Throwable e) {
      ledger.failed();
      return null;
    }
  }
}

package io.tidemark.agent.weave;

import io.tidemark.agent.record.Ledger;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes the few classes that it knows by name, when they are loaded; for every other class it
 * costs one lookup in a table. Classes of the JDK's bootstrap loader are left alone.
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

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    Target target = name == null ? null : targets.get(name);
    if (target == null || loader == null || redefined != null) {
      return null;
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

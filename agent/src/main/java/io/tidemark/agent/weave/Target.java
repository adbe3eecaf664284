package io.tidemark.agent.weave;

import org.jspecify.annotations.Nullable;

/** A class that is changed by advice of Byte Buddy. */
public interface Target extends Change {
  /** How it is changed; asked for only when the class is being loaded. */
  Weaving weaving();

  @Override
  default byte[] apply(byte[] classFile, @Nullable ClassLoader loader) {
    return new Loom(className(), classFile, loader).weave(className(), weaving());
  }
}

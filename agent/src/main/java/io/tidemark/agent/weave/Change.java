package io.tidemark.agent.weave;

import org.jspecify.annotations.Nullable;

/**
 * A change of one class, known by its exact name. Mentions nothing of Byte Buddy, which stays
 * unloaded in a JVM that never loads such a class.
 */
public interface Change {
  /** The class's name, with dots, and {@code $} for a nested class. */
  String className();

  /**
   * True for a class of the JDK, which is loaded before the agent and is changed in place: code may
   * be added to its methods, and nothing else.
   */
  default boolean jdk() {
    return false;
  }

  /**
   * The changed class file.
   *
   * @throws ShapeException when the class is not of the shape that the change is written for: it is
   *     left alone then
   */
  byte[] apply(byte[] classFile, @Nullable ClassLoader loader);
}

package io.tidemark.agent.weave;

/**
 * A class of the service that is to be changed, known by its exact name. Mentions nothing of Byte
 * Buddy, which stays unloaded in a JVM that never loads such a class.
 */
public interface Target {
  /** The class's name, with dots, and {@code $} for a nested class. */
  String className();

  /**
   * True for a class of the JDK, which is loaded before the agent and is changed in place: its
   * weaving may add code to methods, and nothing else.
   */
  default boolean jdk() {
    return false;
  }

  /** How it is changed; asked for only when the class is being loaded. */
  Weaving weaving();
}

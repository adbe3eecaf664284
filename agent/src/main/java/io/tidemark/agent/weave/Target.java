package io.tidemark.agent.weave;

/**
 * A class of the service that is to be changed, known by its exact name. Mentions nothing of Byte
 * Buddy, which stays unloaded in a JVM that never loads such a class.
 */
public interface Target {
  /** The class's name, with dots, and {@code $} for a nested class. */
  String className();

  /** How it is changed; asked for only when the class is being loaded. */
  Weaving weaving();
}

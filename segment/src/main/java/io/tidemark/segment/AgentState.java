package io.tidemark.segment;

import org.jspecify.annotations.Nullable;

/**
 * What an agent that was asked to attach or detach says of itself, to whoever asked: one entry in
 * the properties that a JVM hands to its own user alone.
 *
 * @param phase what became of it
 * @param version the agent's version
 * @param detail the segment's path while it records and after that; else the reason, for people
 */
public record AgentState(Phase phase, String version, String detail) {
  /** Name of the property. */
  public static final String PROPERTY = "tidemark.agent";

  private static final int PARTS = 3;

  /** What became of the agent. */
  public enum Phase {
    /** It records. */
    RECORDING,
    /** It has left. */
    DETACHED,
    /** Its settings say that it should do nothing. */
    DISABLED,
    /** It could not record. */
    FAILED
  }

  /** As the property has it. */
  public String text() {
    return phase + " " + version.replace(' ', '_') + " " + detail;
  }

  /** What a property says; null when it is not there or not of this form. */
  public static @Nullable AgentState parse(@Nullable String text) {
    String[] parts = text == null ? new String[0] : text.split(" ", PARTS);
    for (Phase phase : Phase.values()) {
      if (parts.length == PARTS && phase.name().equals(parts[0])) {
        return new AgentState(phase, parts[1], parts[2]);
      }
    }
    return null;
  }
}

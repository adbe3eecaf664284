package io.tidemark.collector.verdict;

import java.util.Locale;

/** What the engine holds to be behind a finding. */
public enum Cause {
  /** One client. */
  CLIENT,
  /** Several clients, of whom none can be let off. */
  SEVERAL_CLIENTS,
  /** A client that did it and has stopped; the symptom goes on without it. */
  CLIENT_GONE,
  /** A client by evidence too thin to accuse: too few of its requests, or no baseline yet. */
  THIN_EVIDENCE,
  /** No request is known for most of it: background work, or programs without the agent. */
  UNATTRIBUTED,
  /** Nobody's demand rose, or everybody's in proportion: look at what the service depends on. */
  NO_CLIENT;

  /** Whether somebody is accused. */
  public boolean accuses() {
    return this == CLIENT || this == SEVERAL_CLIENTS || this == CLIENT_GONE;
  }

  /** For programs: {@code several_clients}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

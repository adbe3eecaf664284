package io.tidemark.lab.load;

/** When a client sends. */
public enum Presence {
  ALWAYS,
  /** From the onset to the end. */
  FROM_ONSET,
  /** From the onset until it is taken away. */
  UNTIL_RELIEF
}

package io.tidemark.agent.child;

/** A connection that a child has dialled to a {@link Peer}. */
interface Link {
  /** Sends a byte, after which the peer does what it is there for. */
  void send() throws Exception;

  /** Closes the half that sends. */
  void shut() throws Exception;

  /** Reads until the peer has closed, or is gone. */
  void awaitEnd() throws Exception;

  void close() throws Exception;
}

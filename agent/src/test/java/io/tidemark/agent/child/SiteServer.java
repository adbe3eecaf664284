package io.tidemark.agent.child;

/** A server that has the {@link Site}; made by name, since not all share a class path. */
interface SiteServer {
  /** Starts it at the loopback address, and gives its port. */
  int start() throws Exception;
}

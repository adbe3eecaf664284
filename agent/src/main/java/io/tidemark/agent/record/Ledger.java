package io.tidemark.agent.record;

import io.tidemark.segment.ProcessCounter;
import io.tidemark.segment.RpcSystem;
import io.tidemark.segment.SegmentWriter;

/**
 * The agent's view of the segment: finds the row of a request and counts what the agent itself gets
 * wrong. Thread-safe; nothing here throws.
 */
public final class Ledger {
  private final SegmentWriter segment;

  public Ledger(SegmentWriter segment) {
    this.segment = segment;
  }

  /** Index of a handler; 0, which is 'other', when there is no room for it. */
  public int handler(RpcSystem system, String name) {
    return segment.handler(system, name);
  }

  /** Begins a request of a client at a handler, now. */
  public Request begin(String client, int handler) {
    return new Request(segment, segment.row(segment.client(client), handler), System.nanoTime());
  }

  /** Counts a failure inside the agent, which must not show in the service. */
  public void failed() {
    segment.add(ProcessCounter.AGENT_ERRORS, 1);
  }
}

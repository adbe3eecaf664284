package io.tidemark.agent.dial;

import io.tidemark.segment.Row;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One dial and the connection that comes of it, from the connect's beginning to the close. Keeps
 * the rows that it is charged to and not the request. Thread-safe; each step is taken once, by
 * whoever comes first.
 */
final class Connection {
  private static final int DIALLING = 0;
  private static final int OPEN = 1;
  private static final int ENDED = 2;

  private static final int NEITHER = 0;
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;

  private static final VarHandle STATE;
  private static final VarHandle FIRST_CLOSED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(Connection.class, "state", int.class);
      FIRST_CLOSED = lookup.findVarHandle(Connection.class, "firstClosed", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Row cause;
  private final Row destination;
  private final long dialledNs;
  private long openedNs;

  @SuppressWarnings("UnusedVariable") // by VarHandle
  private volatile int state = DIALLING;

  private volatile int firstClosed = NEITHER;

  /**
   * A connect that begins.
   *
   * @param cause the ledger's row of the request that dials
   * @param destination the destination's row
   * @param dialledNs when, by {@code System.nanoTime}
   */
  Connection(Row cause, Row destination, long dialledNs) {
    this.cause = cause;
    this.destination = destination;
    this.dialledNs = dialledNs;
  }

  Row cause() {
    return cause;
  }

  Row destination() {
    return destination;
  }

  /** The connect has succeeded; false when that, or its end, was told before. */
  boolean open(long nowNs) {
    if (state != DIALLING) {
      return false;
    }
    openedNs = nowNs; // before the state, which says that it is there
    return STATE.compareAndSet(this, DIALLING, OPEN);
  }

  /** The connect has failed; false when it had not, or that was told before. */
  boolean fail() {
    return STATE.compareAndSet(this, DIALLING, ENDED);
  }

  /** The connection ends; false when it was not open. */
  boolean close() {
    return STATE.compareAndSet(this, OPEN, ENDED);
  }

  /** Time since the connect began. */
  long dialNs(long nowNs) {
    return nowNs - dialledNs;
  }

  /** Time since the connection was open. */
  long lifeNs(long nowNs) {
    return nowNs - openedNs;
  }

  /** This side has closed, or its half; only who closes first matters. */
  void closedHere() {
    FIRST_CLOSED.compareAndSet(this, NEITHER, LOCAL);
  }

  /** The peer is known to have closed, or to be gone. */
  void closedThere() {
    FIRST_CLOSED.compareAndSet(this, NEITHER, REMOTE);
  }

  /** Whether this side closed first. */
  boolean isLocallyClosed() {
    return firstClosed != REMOTE;
  }
}

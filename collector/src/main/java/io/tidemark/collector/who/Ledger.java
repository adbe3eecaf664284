package io.tidemark.collector.who;

import java.util.List;

/**
 * What every living JVM with the agent had counted at one moment. Immutable.
 *
 * @param nanos when, on a monotonic clock, in nanoseconds
 * @param living the JVMs that live
 * @param dead segments left by JVMs that are gone
 * @param unreadable segments that could not be read, and why
 */
public record Ledger(long nanos, List<Jvm> living, int dead, List<String> unreadable) {

  /** Copies the lists. */
  public Ledger {
    living = List.copyOf(living);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * One run of one JVM.
   *
   * @param run tells this run from every other; a restarted JVM is another run
   * @param service the service's name
   * @param named what it counted beside its clients and handlers
   */
  public record Jvm(String run, String service, List<RowCounts> rows, Named named) {

    /** Copies the rows. */
    public Jvm {
      rows = List.copyOf(rows);
    }

    /** A JVM of which only its clients and handlers are known. */
    public Jvm(String run, String service, List<RowCounts> rows) {
      this(run, service, rows, Named.NONE);
    }
  }
}

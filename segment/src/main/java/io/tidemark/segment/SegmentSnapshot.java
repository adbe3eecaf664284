package io.tidemark.segment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A copy of a segment at one moment, near enough: counters go on while it is taken, so that columns
 * of one row may be a few requests apart, but each value is whole and none ever falls.
 *
 * @param identity who writes the segment
 * @param layout the tables' capacities
 * @param cleanExit the JVM said that it exits
 * @param clientsUsed client names in use, without 'other'
 * @param handlersUsed handler names in use, without 'other'
 * @param rowsUsed rows in use
 * @param processCounters counters of the whole JVM
 * @param rows the ledger's rows in use; those that count nothing yet are left out
 * @param tables the rows of the other tables likewise
 * @param pauses those of each garbage collector; empty when the agent does not report them
 */
public record SegmentSnapshot(
    SegmentIdentity identity,
    SegmentLayout layout,
    boolean cleanExit,
    int clientsUsed,
    int handlersUsed,
    int rowsUsed,
    Map<ProcessCounter, Long> processCounters,
    List<LedgerRow> rows,
    Map<Table, List<NamedRow>> tables,
    Optional<List<CollectorPauses>> pauses) {

  /** Copies the collections. */
  public SegmentSnapshot {
    processCounters = Map.copyOf(processCounters);
    rows = List.copyOf(rows);
    tables = Map.copyOf(tables);
    pauses = pauses.map(List::copyOf);
  }

  /** Whether another one has the same rows, as objects, and is equal in the rest. */
  boolean isSame(SegmentSnapshot other) {
    return identity.equals(other.identity)
        && layout.equals(other.layout)
        && cleanExit == other.cleanExit
        && clientsUsed == other.clientsUsed
        && handlersUsed == other.handlersUsed
        && processCounters.equals(other.processCounters)
        && rows == other.rows
        && tables.equals(other.tables)
        && pauses.equals(other.pauses);
  }

  /** The rows in use of a table other than the ledger. */
  public List<NamedRow> rows(Table table) {
    return tables.getOrDefault(table, List.of());
  }
}

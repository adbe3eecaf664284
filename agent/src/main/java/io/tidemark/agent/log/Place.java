package io.tidemark.agent.log;

import io.tidemark.agent.record.Ledger;
import io.tidemark.segment.Row;
import io.tidemark.segment.Table;

/**
 * Where a name is counted: its row while it has one, else that of 'other'. Thread-safe, without a
 * lock.
 */
final class Place {
  /** A name without a row asks for one again after so many events, which then weigh together. */
  private static final int EVENTS_BETWEEN_LOOKS = 16;

  private final Ledger ledger;
  private final Table table;
  private final String name;
  private volatile Row row;

  // Not exact when threads meet, and need not be: it only decides when to ask.
  private int sinceLook;

  Place(Ledger ledger, Table table, String name) {
    this.ledger = ledger;
    this.table = table;
    this.name = name;
    this.row = ledger.row(table, name);
  }

  /** The row to count one event on. */
  Row row() {
    Row known = row;
    return known.isOther() ? lookAgain(known) : known;
  }

  private Row lookAgain(Row known) {
    if (++sinceLook < EVENTS_BETWEEN_LOOKS) {
      return known;
    }
    sinceLook = 0;
    Row found = ledger.row(table, name, EVENTS_BETWEEN_LOOKS);
    row = found;
    return found;
  }
}

package io.tidemark.segment;

/**
 * One row of the ledger as a reader copied it: everything counted for one client at one handler
 * since the JVM started. Immutable.
 */
public final class LedgerRow extends CountedRow {
  private final String client;
  private final String handler;
  private final RpcSystem system;

  LedgerRow(
      String client, String handler, RpcSystem system, long[] counters, BucketCounts[] histograms) {
    super(Table.LEDGER, counters, histograms);
    this.client = client;
    this.handler = handler;
    this.system = system;
  }

  /** The sum of two rows of the same client and handler. */
  LedgerRow(LedgerRow one, LedgerRow more) {
    super(one, more);
    this.client = one.client;
    this.handler = one.handler;
    this.system = one.system;
  }

  @Override
  public boolean isNamedAs(CountedRow other) {
    return other instanceof LedgerRow row
        && client.equals(row.client)
        && handler.equals(row.handler)
        && system == row.system;
  }

  /** The client's name; {@link Label#OTHER} for those without a row of their own. */
  public String client() {
    return client;
  }

  /** The handler's name, such as {@code pkg.Service/Method}. */
  public String handler() {
    return handler;
  }

  public RpcSystem system() {
    return system;
  }

  /** Requests that ended with any error. */
  public long errors() {
    long errors = 0;
    for (Column column : Column.of(Table.LEDGER)) {
      errors += column.isError() ? count(column) : 0;
    }
    return errors;
  }

  /** Requests that began and have not ended. */
  public long active() {
    return Math.max(0, count(Column.STARTED) - count(Column.ENDED));
  }

  /** Tasks of requests that began and have not ended, on one kind of thread. */
  public long activeTasks(boolean virtual) {
    return virtual
        ? Math.max(0, count(Column.TASKS_VIRTUAL) - count(Column.TASKS_ENDED_VIRTUAL))
        : Math.max(0, count(Column.TASKS_PLATFORM) - count(Column.TASKS_ENDED_PLATFORM));
  }
}

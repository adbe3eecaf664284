package io.tidemark.segment;

/**
 * One row of the ledger as a reader copied it: everything counted for one client at one handler
 * since the JVM started. Immutable.
 */
public final class LedgerRow extends CountedRow {
  private final String client;
  private final String handler;
  private final RpcSystem system;

  LedgerRow(String client, String handler, RpcSystem system, long[] counters, long[][] slots) {
    super(Table.LEDGER, counters, slots);
    this.client = client;
    this.handler = handler;
    this.system = system;
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

package io.tidemark.segment;

/** The tables of a segment. Each has rows, and each row counters and histograms of its own kind. */
public enum Table {
  /** What each client caused at each handler. */
  LEDGER("rows", 0),
  /** Outbound connections by destination, {@code address:port}. */
  DESTINATIONS("destinations", 64),
  /** Log events by the logger's name. */
  LOGGERS("loggers", 64),
  /** Log events by message template or call site; never by a formatted message. */
  LOG_SITES("log_sites", 64),
  /** Large batches by handler, and whether the handler's tasks followed them. */
  FANOUT("fanout", 0);

  /** Rows beyond the capacity, for those whose name has lost its place and are not free yet. */
  static final int SPARE_ROWS = 32;

  private final String label;
  private final int capacity;

  Table(String label, int capacity) {
    this.label = label;
    this.capacity = capacity;
  }

  /** The value of {@code tidemark.table}. */
  public String label() {
    return label;
  }

  /** How many names have a row of their own; {@code other} has one more. */
  public int capacity(SegmentLayout layout) {
    return switch (this) {
      case LEDGER -> layout.rows();
      case FANOUT -> layout.handlers();
      default -> capacity;
    };
  }

  int rows(SegmentLayout layout) {
    return rows(layout.handlers(), layout.rows());
  }

  int rows(int handlers, int ledgerRows) {
    return switch (this) {
      case LEDGER -> ledgerRows;
      case FANOUT -> handlers + 1;
      default -> capacity + 1 + SPARE_ROWS;
    };
  }
}

package io.tidemark.segment;

/**
 * Where one table's rows stand in the file.
 *
 * @param table what the rows count
 * @param offset of the first row
 * @param rows how many there are
 * @param stripes copies of each row's counters
 */
record TableLayout(Table table, int offset, int rows, int stripes) {
  static final int CACHE_LINE = 64;

  private static final int LEDGER_HEADER_BYTES = CACHE_LINE;
  private static final int NAMED_HEADER_BYTES = 256;

  int rowBytes() {
    return rowBytes(table, stripes);
  }

  static int rowBytes(Table table, int stripes) {
    return headerBytes(table) + stripes * stripeBytes(table) + Histogram.bytes(table);
  }

  int rowOffset(int row) {
    return offset + row * rowBytes();
  }

  /** Where the counters of a row begin; its histograms follow them. */
  int countersOffset(int row) {
    return rowOffset(row) + headerBytes(table);
  }

  int stripeBytes() {
    return stripeBytes(table);
  }

  int counterOffset(int row, int stripe, Column column) {
    return countersOffset(row) + stripe * stripeBytes() + column.offset();
  }

  int slotOffset(int row, Histogram histogram, int slot) {
    return countersOffset(row) + stripes * stripeBytes() + histogram.offset() + slot * Long.BYTES;
  }

  private static int headerBytes(Table table) {
    return table == Table.LEDGER ? LEDGER_HEADER_BYTES : NAMED_HEADER_BYTES;
  }

  private static int stripeBytes(Table table) {
    return align(Column.of(table).size() * Long.BYTES, CACHE_LINE);
  }

  static int align(int bytes, int to) {
    return (bytes + to - 1) / to * to;
  }
}

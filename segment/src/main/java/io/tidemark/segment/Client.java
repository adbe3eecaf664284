package io.tidemark.segment;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToLongFunction;

/**
 * A client with a place in the segment, and its rows by handler. May be kept and used for ever; see
 * {@link Row}.
 */
public final class Client extends Ranking.Owner {
  private final int index;
  private final AtomicReferenceArray<Row> rows;
  private final ToLongFunction<Row> weight;

  /**
   * A client without rows.
   *
   * @param index of its name; 0 is 'other'
   * @param weight what a row weighs
   */
  Client(String name, int index, int handlers, ToLongFunction<Row> weight) {
    super(name);
    this.index = index;
    this.rows = new AtomicReferenceArray<>(handlers + 1);
    this.weight = weight;
  }

  int index() {
    return index;
  }

  AtomicReferenceArray<Row> rows() {
    return rows;
  }

  /** Whether it is {@link Label#OTHER}. */
  public boolean isOther() {
    return index == 0;
  }

  @Override
  long counted() {
    long sum = 0;
    for (int handler = 0; handler < rows.length(); handler++) {
      Row row = rows.get(handler);
      sum += row == null || row.isOther() ? 0 : weight.applyAsLong(row);
    }
    return sum;
  }

  // What no request caused weighs nothing, and is needed all the same.
  @Override
  boolean isPinned() {
    return name().equals(Label.UNATTRIBUTED);
  }
}

package io.tidemark.collector.top;

import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/** A column of numbers: its heading, its width in cells, and where its number comes from. */
enum TopColumn {
  REQUESTS("REQ/S", 5, TopRow::requestsPerSecond, false),
  ITEMS("ITEM/S", 6, TopRow::itemsPerSecond, false),
  BATCH("IT/RQ", 5, TopRow::itemsPerRequest, false),
  REQUEST_SHARE("%RQ", 3, TopRow::requestShare, true),
  WORK_SHARE("%WK", 3, TopRow::workShare, true),
  DIALS("DIAL/S", 6, TopRow::dialsPerSecond, false),
  TASKS("TASK/S", 6, TopRow::tasksPerSecond, false),
  LOGS("LOG/S", 5, TopRow::logsPerSecond, false),
  ALLOCATED("ALLOC", 5, TopRow::allocatedPerSecond, false);

  private final String heading;
  private final int width;

  @SuppressWarnings("ImmutableEnumChecker") // an accessor of a record
  private final ToDoubleFunction<TopRow> number;

  private final boolean share;

  TopColumn(String heading, int width, ToDoubleFunction<TopRow> number, boolean share) {
    this.heading = heading;
    this.width = width;
    this.number = number;
    this.share = share;
  }

  String heading() {
    return heading;
  }

  int width() {
    return width;
  }

  /** The row's number, as short as it fits. */
  String cell(TopRow row) {
    double value = number.applyAsDouble(row);
    return share ? Cells.compact(100 * Math.min(1, value)) : Cells.compact(value);
  }

  /** The largest first; equals by name, so that rows do not change places for nothing. */
  Comparator<TopRow> order(boolean smallestFirst) {
    Comparator<TopRow> byNumber = Comparator.comparingDouble(number);
    return (smallestFirst ? byNumber : byNumber.reversed())
        .thenComparing(TopRow::service)
        .thenComparing(TopRow::client)
        .thenComparing(TopRow::handler);
  }

  TopColumn step(int by) {
    return values()[Math.floorMod(ordinal() + by, values().length)];
  }
}

package io.tidemark.segment;

import java.nio.ByteBuffer;

/** The rows of a table other than the ledger, as a reader saw them last. Not thread-safe. */
final class KnownNamedTable extends KnownTable<NamedRow> {
  private final TableLayout layout;

  KnownNamedTable(TableLayout layout) {
    super(layout);
    this.layout = layout;
  }

  @Override
  boolean isInUse(int status) {
    return status == SegmentLayout.STATUS_PUBLISHED || status == SegmentLayout.STATUS_OTHER;
  }

  @Override
  Object name(ByteBuffer copy, int offset) {
    return copy.getInt(offset + SegmentLayout.ROW_STATUS) == SegmentLayout.STATUS_OTHER
        ? Label.OTHER
        : SegmentHeader.words(
            copy, offset + SegmentLayout.ROW_NAME, SegmentLayout.HANDLER_NAME_BYTES);
  }

  @Override
  NamedRow row(
      ByteBuffer copy, int offset, Object name, long[] counters, BucketCounts[] histograms) {
    return new NamedRow(layout.table(), (String) name, counters, histograms);
  }

  @Override
  NamedRow sum(NamedRow one, NamedRow more) {
    return new NamedRow(one, more);
  }
}

package io.tidemark.segment;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The ledger's rows, as a reader saw them last. Not thread-safe. */
final class KnownLedger extends KnownTable<LedgerRow> {
  private final KnownNames clients;
  private final KnownNames handlers;

  KnownLedger(TableLayout layout, KnownNames clients, KnownNames handlers) {
    super(layout);
    this.clients = clients;
    this.handlers = handlers;
  }

  @Override
  boolean isInUse(int status) {
    return status == SegmentLayout.STATUS_PUBLISHED;
  }

  @Override
  Object name(ByteBuffer copy, int offset) {
    return ((long) client(copy, offset) << Integer.SIZE) | (handler(copy, offset) & 0xffffffffL);
  }

  @Override
  @Nullable LedgerRow row(
      ByteBuffer copy, int offset, Object name, long[] counters, BucketCounts[] histograms) {
    String client = clients.name(client(copy, offset));
    int handler = handler(copy, offset);
    String handlerName = handlers.name(handler);
    return client == null || handlerName == null
        ? null
        : new LedgerRow(client, handlerName, handlers.system(handler), counters, histograms);
  }

  private static int client(ByteBuffer copy, int offset) {
    return copy.getInt(offset + SegmentLayout.ROW_CLIENT);
  }

  private static int handler(ByteBuffer copy, int offset) {
    return copy.getInt(offset + SegmentLayout.ROW_HANDLER);
  }

  @Override
  LedgerRow sum(LedgerRow one, LedgerRow more) {
    return new LedgerRow(one, more);
  }
}

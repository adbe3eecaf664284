package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A segment as a reader saw it last, and how a snapshot is made of the next copy. Not thread-safe.
 *
 * <p>Why the rows in use are known without looking for them: a row is given to a name, taken from
 * one, or begins to count for another only in a step that the header announces. When a reader found
 * the word even before and after a copy of the whole file, and finds the same word before and after
 * a later copy, there was no step from the first to the last of these moments, since the word only
 * grows. The rows in use are then those of the first copy, with the same owners and the same names
 * of clients. All that can have moved are counts, handlers' names, pauses and the header, and those
 * are copied each time.
 */
final class KnownSegment {
  private static final int GAP_BYTES = 16 << 10; // cheaper to copy than to begin a new read
  private static final long STEP_UNDER_WAY = -1;

  private final SegmentHeader header;
  private final KnownBytes fixed = new KnownBytes(SegmentLayout.FIXED_BYTES);
  private final KnownNames handlers;
  private final KnownNames clients;
  private final KnownLedger ledger;
  private final Map<Table, KnownNamedTable> tables = new EnumMap<>(Table.class);
  private final KnownBytes pauseBytes =
      new KnownBytes(SegmentLayout.NAMES_OFFSET - SegmentLayout.PAUSES_OFFSET);
  private Optional<List<CollectorPauses>> pauses = Optional.empty();
  private long changes = STEP_UNDER_WAY;
  private int[] parts = {};
  private @Nullable SegmentSnapshot last;

  /** A segment of which only the header is known, which is in a copy. */
  KnownSegment(SegmentHeader header, ByteBuffer copy) {
    SegmentLayout layout = header.layout();
    this.header = header;
    this.fixed.take(copy, 0);
    this.handlers =
        new KnownNames(
            layout.handlerOffset(0),
            layout.handlers(),
            SegmentLayout.HANDLER_ENTRY_BYTES,
            SegmentLayout.HANDLER_NAME_BYTES);
    this.clients =
        new KnownNames(
            layout.clientOffset(0),
            layout.clients(),
            SegmentLayout.CLIENT_ENTRY_BYTES,
            SegmentLayout.CLIENT_NAME_BYTES);
    this.ledger = new KnownLedger(layout.table(Table.LEDGER), clients, handlers);
    for (Table table : Table.values()) {
      if (table != Table.LEDGER) {
        tables.put(table, new KnownNamedTable(layout.table(table)));
      }
    }
  }

  SegmentLayout layout() {
    return header.layout();
  }

  /** Whether what is fixed in the header is in a copy as it was. */
  boolean isStill(ByteBuffer copy) {
    return fixed.isIn(copy, 0);
  }

  int rowsUsed(ByteBuffer copy) {
    return header.now(copy).rowsUsed();
  }

  /** Whether no step has been begun since the last reading, by the word that announces them. */
  boolean isBetweenSteps(long word) {
    return word % 2 == 0 && word == changes;
  }

  /** Where the rows in use begin and end in the file, upwards, two numbers each. */
  int[] parts() {
    return parts;
  }

  /**
   * What a copy holds, between two equal words of its header.
   *
   * @param copied how many rows of the ledger were copied, and all of the other tables; or {@link
   *     KnownTable#IN_USE}
   */
  SegmentSnapshot read(ByteBuffer copy, int copied) {
    boolean whole = copied != KnownTable.IN_USE;
    boolean newHandlers = handlers.read(copy);
    boolean newClients = whole && clients.read(copy);
    List<LedgerRow> rows = ledger.read(copy, copied, !newHandlers && !newClients);
    Map<Table, List<NamedRow>> named = new EnumMap<>(Table.class);
    for (Map.Entry<Table, KnownNamedTable> table : tables.entrySet()) {
      int all = whole ? table.getKey().rows(layout()) : KnownTable.IN_USE;
      named.put(table.getKey(), table.getValue().read(copy, all, true));
    }
    if (whole) {
      long word = copy.getLong(SegmentLayout.CHANGES_OFFSET);
      changes = word % 2 == 0 ? word : STEP_UNDER_WAY;
      parts = findParts();
    }
    SegmentSnapshot now = snapshot(copy, rows, named);
    last = now;
    return now;
  }

  private SegmentSnapshot snapshot(
      ByteBuffer copy, List<LedgerRow> rows, Map<Table, List<NamedRow>> named) {
    SegmentHeader now = header.now(copy);
    SegmentSnapshot next =
        new SegmentSnapshot(
            now.identity(),
            now.layout(),
            now.cleanExit(),
            clients.used(),
            handlers.used(),
            rows.size(),
            processCounters(copy),
            rows,
            named,
            pauses(copy));
    SegmentSnapshot before = last;
    return before != null && before.isSame(next) ? before : next;
  }

  private Optional<List<CollectorPauses>> pauses(ByteBuffer copy) {
    boolean reported =
        copy.getInt(SegmentLayout.PAUSES_REPORTED_OFFSET) == SegmentLayout.STATUS_PUBLISHED;
    if (reported != pauses.isPresent() || !pauseBytes.isIn(copy, SegmentLayout.PAUSES_OFFSET)) {
      pauses = new PauseParser(copy).parse();
      pauseBytes.take(copy, SegmentLayout.PAUSES_OFFSET);
    }
    return pauses;
  }

  private static Map<ProcessCounter, Long> processCounters(ByteBuffer copy) {
    Map<ProcessCounter, Long> counters = new EnumMap<>(ProcessCounter.class);
    for (ProcessCounter counter : ProcessCounter.values()) {
      long count = copy.getLong(SegmentLayout.processCounterOffset(counter));
      counters.put(counter, Math.max(0, count));
    }
    return counters;
  }

  private int[] findParts() {
    int[] found = new int[0];
    for (Table table : SegmentLayout.IN_FILE) {
      KnownTable<?> known = table == Table.LEDGER ? ledger : tables.get(table);
      found = known == null ? found : known.parts(found, GAP_BYTES);
    }
    return found;
  }
}

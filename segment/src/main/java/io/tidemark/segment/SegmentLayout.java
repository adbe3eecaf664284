package io.tidemark.segment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The format of a segment file, version 3. All numbers are in the byte order of the machine.
 *
 * <pre>
 *  offset  bytes
 *       0      8  magic "TIDEMARK", published last           ┐
 *       8      4  version                                    │
 *      12      4  catalogue: checksum of the column names    │
 *      16      8  fileBytes                                  │
 *      24      4  clients   slots, without 'other'           │ fixed when the
 *      28      4  handlers  slots, without 'other'           │ file is created
 *      32      4  rows      slots                            │
 *      36      4  stripes   of each row's counters, 2^n      │
 *      40      8  pid       as the JVM itself sees it        │
 *      48      8  startEpochMs                               │
 *     256    256  service        length and UTF-8            │
 *     512    256  agent version  length and UTF-8            │
 *     768    256  Java version   length and UTF-8            ┘
 *    1024      4  state: 1 running, 2 clean exit
 *    1032      4  pausesReported: 1 when the agent reports the pauses of collectors
 *    1088      8  rowsAllocated: rows from this one on are free
 *    1152    8×n  process counters, by {@link ProcessCounter}
 *    4096   8192  pauses of garbage collectors, by {@link PauseLayout}
 *   12288         handler names  (handlers + 1) × 256   status, system, length, UTF-8
 *                 client names   (clients + 1) × 128    status, 0, length, UTF-8
 *                 rows of each {@link Table}, on a page boundary each; the ledger's last
 *
 *  row      0      4  status: 0 free, 1 published, 2 counts for 'other'
 *  ledger   4      4  client   index of its name; 0 is 'other'
 *           8      4  handler  index of its name; 0 is 'other'
 *  others   8    248  name     length and UTF-8
 *  64 or 256          counters    stripes × columns, each stripe on cache lines of its own
 *                     histograms  slots of each {@link Histogram}, by {@link Buckets}
 * </pre>
 *
 * <p>Rows 0 to {@code handlers} of the ledger belong to 'other': row {@code h} counts every client
 * without a row of its own at handler {@code h}. The rest are given out one after the other, and
 * given on when their client loses its place: until their counters have been moved, they belong to
 * 'other' as well, so that several rows may have one client and handler, and readers add them up.
 * The other tables do likewise, with row 0 and the status.
 *
 * <p>See {@link io.tidemark.segment} for who may do what and when. Immutable.
 *
 * @param clients slots for client names, 1 to {@value #MAX_NAMES}
 * @param handlers slots for handler names, 1 to {@value #MAX_NAMES}
 * @param rows slots for rows, more than {@code handlers}
 * @param stripes copies of each row's counters: a power of two up to {@value #MAX_STRIPES}
 */
public record SegmentLayout(int clients, int handlers, int rows, int stripes) {
  /** "TIDEMARK" on a little-endian machine, and its mirror image on a big-endian one. */
  static final long MAGIC = 0x4b52414d45444954L;

  /** Version of the format that this class describes. */
  public static final int VERSION = 3;

  /** Largest UTF-8 length of a client's name. */
  public static final int CLIENT_NAME_BYTES = 116;

  /** Largest UTF-8 length of a handler's name, and of an identity text. */
  public static final int HANDLER_NAME_BYTES = 244;

  /** Largest file that a reader accepts. */
  public static final int MAX_FILE_BYTES = 64 << 20;

  static final int MAX_NAMES = 4096;
  static final int MAX_STRIPES = 16;

  static final int MAGIC_OFFSET = 0;
  static final int VERSION_OFFSET = 8;
  static final int CATALOGUE_OFFSET = 12;
  static final int FILE_BYTES_OFFSET = 16;
  static final int CLIENTS_OFFSET = 24;
  static final int HANDLERS_OFFSET = 28;
  static final int ROWS_OFFSET = 32;
  static final int STRIPES_OFFSET = 36;
  static final int PID_OFFSET = 40;
  static final int START_OFFSET = 48;
  static final int SERVICE_OFFSET = 256;
  static final int AGENT_VERSION_OFFSET = 512;
  static final int JAVA_VERSION_OFFSET = 768;
  static final int FIXED_BYTES = 1024; // what stands before is fixed when the file is created
  static final int STATE_OFFSET = FIXED_BYTES;
  static final int PAUSES_REPORTED_OFFSET = 1032;
  static final int ROWS_ALLOCATED_OFFSET = 1088;
  static final int CHANGES_OFFSET = 1096;
  static final int PROCESS_COUNTERS_OFFSET = 1152;
  static final int HEADER_BYTES = 4096;
  static final int PAUSES_OFFSET = HEADER_BYTES;
  static final int NAMES_OFFSET = PAUSES_OFFSET + PauseLayout.COLLECTORS * PauseLayout.BYTES;

  static final int STATE_RUNNING = 1;
  static final int STATE_CLEAN_EXIT = 2;

  static final int STATUS_FREE = 0;
  static final int STATUS_PUBLISHED = 1;
  static final int STATUS_OTHER = 2;

  static final int HANDLER_ENTRY_BYTES = 256;
  static final int CLIENT_ENTRY_BYTES = 128;
  static final int ENTRY_STATUS = 0;
  static final int ENTRY_SYSTEM = 4;
  static final int ENTRY_TEXT = 8;

  static final int ROW_STATUS = 0;
  static final int ROW_CLIENT = 4;
  static final int ROW_HANDLER = 8;
  static final int ROW_NAME = 8;

  // The ledger is last, because a reader copies only as much of it as is used.
  static final List<Table> IN_FILE =
      List.of(Table.DESTINATIONS, Table.LOGGERS, Table.LOG_SITES, Table.FANOUT, Table.LEDGER);

  private static final int CATALOGUE = checksum();

  /** Checks the ranges; the message names the value, what was expected and the limit. */
  public SegmentLayout {
    check("clients", clients, 1, MAX_NAMES);
    check("handlers", handlers, 1, MAX_NAMES);
    check("stripes", stripes, 1, MAX_STRIPES);
    if (Integer.bitCount(stripes) != 1) {
      throw new IllegalArgumentException("stripes=" + stripes + ", expected a power of two");
    }
    check("rows", rows, handlers + 1, (MAX_NAMES + 1) * (MAX_NAMES + 1));
    long fileBytes = fileBytes(clients, handlers, rows, stripes);
    if (fileBytes > MAX_FILE_BYTES) {
      throw new IllegalArgumentException(
          "the segment would have " + fileBytes + " bytes, expected at most " + MAX_FILE_BYTES);
    }
  }

  /**
   * The layout with as many rows as fit into a file of {@code maxBytes}, at most one for each pair
   * of client and handler.
   *
   * @throws IllegalArgumentException when not even the rows of 'other' and one more fit
   */
  public static SegmentLayout fitting(int maxBytes, int clients, int handlers, int stripes) {
    long fixed = fileBytes(clients, handlers, 0, stripes);
    int rowBytes = TableLayout.rowBytes(Table.LEDGER, stripes);
    long rows =
        Math.min(
            (Math.min(maxBytes, MAX_FILE_BYTES) - fixed) / rowBytes,
            (clients + 1L) * (handlers + 1L));
    if (rows < handlers + 2L) {
      throw new IllegalArgumentException(
          "a segment of %d bytes is too small for %d handlers: expected at least %d bytes"
              .formatted(maxBytes, handlers, fixed + (handlers + 2L) * rowBytes));
    }
    return new SegmentLayout(clients, handlers, (int) rows, stripes);
  }

  /** Size of the file in bytes. */
  public int fileBytes() {
    return table(Table.LEDGER).rowOffset(rows);
  }

  /** Where a table's rows stand. */
  TableLayout table(Table table) {
    int offset = tablesOffset(clients, handlers);
    for (Table before : IN_FILE) {
      TableLayout layout = new TableLayout(before, offset, before.rows(this), stripes);
      if (before == table) {
        return layout;
      }
      offset = (int) align(layout.rowOffset(layout.rows()), HEADER_BYTES);
    }
    throw new IllegalArgumentException(table + " has no place in the file");
  }

  int handlerOffset(int index) {
    return NAMES_OFFSET + index * HANDLER_ENTRY_BYTES;
  }

  int clientOffset(int index) {
    return handlerOffset(handlers + 1) + index * CLIENT_ENTRY_BYTES;
  }

  static int processCounterOffset(ProcessCounter counter) {
    return PROCESS_COUNTERS_OFFSET + counter.ordinal() * Long.BYTES;
  }

  /** Checksum of what the columns mean: two builds that disagree must not read each other. */
  static int catalogue() {
    return CATALOGUE;
  }

  private static int checksum() {
    CRC32 crc = new CRC32();
    for (Column column : Column.values()) {
      crc.update(column.name().getBytes(StandardCharsets.US_ASCII));
    }
    for (Histogram histogram : Histogram.values()) {
      crc.update(histogram.name().getBytes(StandardCharsets.US_ASCII));
    }
    for (ProcessCounter counter : ProcessCounter.values()) {
      crc.update(counter.name().getBytes(StandardCharsets.US_ASCII));
    }
    return (int) crc.getValue();
  }

  private static long fileBytes(int clients, int handlers, int rows, int stripes) {
    long bytes = tablesOffset(clients, handlers);
    for (Table table : IN_FILE) {
      long ofTable = table.rows(handlers, rows) * (long) TableLayout.rowBytes(table, stripes);
      bytes += table == Table.LEDGER ? ofTable : align(ofTable, HEADER_BYTES);
    }
    return bytes;
  }

  private static int tablesOffset(int clients, int handlers) {
    int names = (handlers + 1) * HANDLER_ENTRY_BYTES + (clients + 1) * CLIENT_ENTRY_BYTES;
    return (int) align(NAMES_OFFSET + names, HEADER_BYTES);
  }

  private static long align(long bytes, int to) {
    return (bytes + to - 1) / to * to;
  }

  private static void check(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + "=" + value + ", expected " + min + " to " + max);
    }
  }
}

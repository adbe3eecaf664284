package io.tidemark.collector.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A block as bytes, deflated:
 *
 * <pre>
 * rows, time of the first row, time from row to row,
 * columns, and for each, by ascending number of its series:
 *   number less that of the column before
 *   flags: 1 every row has a value, else a bit for each row follows
 *          2 all values are the same, so that one follows
 *          4 the least and the greatest are the last, so that none follow
 *   values: the first, then each less the one before
 *   last less least, greatest less last, for each value
 * </pre>
 *
 * <p>Numbers are little endian base 128; those that may be negative in zigzag. zlib's checksum
 * covers it all. Decoding allocates for the columns that are wanted alone, and never more than a
 * block's bounds.
 */
final class BlockCodec {
  private static final int EVERY_ROW = 1;
  private static final int CONSTANT = 2;
  private static final int LAST_ONLY = 4;
  private static final int BUFFER_BYTES = 4096;

  private BlockCodec() {}

  /**
   * Packs a block.
   *
   * @param numbers gives each series a number that is its own and not negative
   */
  static byte[] encode(Block block, ToIntFunction<SeriesKey> numbers) throws IOException {
    return deflate(plain(block, numbers));
  }

  static byte[] deflate(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_BYTES);
    Deflater deflater = new Deflater();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater, BUFFER_BYTES)) {
      out.write(plain);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  /** A column and its number. */
  private record Numbered(int number, Column column) {}

  private static byte[] plain(Block block, ToIntFunction<SeriesKey> numbers) {
    VarOutput out = new VarOutput();
    long[] times = block.times();
    out.unsigned(times.length);
    for (int row = 0; row < times.length; row++) {
      out.signed(row == 0 ? times[0] : times[row] - times[row - 1]);
    }
    List<Numbered> columns = new ArrayList<>(block.columns().size());
    for (Column column : block.columns()) {
      columns.add(new Numbered(numbers.applyAsInt(column.key()), column));
    }
    columns.sort(Comparator.comparingInt(Numbered::number));
    out.unsigned(columns.size());
    int before = 0;
    for (Numbered numbered : columns) {
      out.unsigned(numbered.number() - before);
      before = numbered.number();
      column(out, numbered.column());
    }
    return out.toByteArray();
  }

  private static void column(VarOutput out, Column column) {
    long[] last = column.last();
    long present = 0;
    boolean constant = true;
    boolean lastOnly = true;
    int first = -1;
    for (int row = 0; row < last.length; row++) {
      if (last[row] != FixedPoint.ABSENT) {
        first = first < 0 ? row : first;
        present |= 1L << row;
        constant &= last[row] == last[first];
        lastOnly &= column.min()[row] == last[row] && column.max()[row] == last[row];
      }
    }
    boolean every = Long.bitCount(present) == last.length;
    out.unsigned((every ? EVERY_ROW : 0) | (constant ? CONSTANT : 0) | (lastOnly ? LAST_ONLY : 0));
    if (!every) {
      out.unsigned(present);
    }
    values(out, column, present, constant);
    if (!lastOnly) {
      range(out, column, present);
    }
  }

  private static void values(VarOutput out, Column column, long present, boolean constant) {
    long before = 0;
    for (int row = 0; row < column.last().length; row++) {
      if ((present & 1L << row) != 0) {
        out.signed(column.last()[row] - before);
        before = column.last()[row];
        if (constant) {
          return;
        }
      }
    }
  }

  private static void range(VarOutput out, Column column, long present) {
    for (int row = 0; row < column.last().length; row++) {
      if ((present & 1L << row) != 0) {
        out.unsigned(column.last()[row] - column.min()[row]);
        out.unsigned(column.max()[row] - column.last()[row]);
      }
    }
  }

  /**
   * Unpacks a block.
   *
   * @param wanted the series with a number, or null where it is not wanted
   * @throws IOException when it is no block
   */
  static Block decode(byte[] bytes, IntFunction<@Nullable SeriesKey> wanted) throws IOException {
    try (InputStream inflated =
        new BufferedInputStream(
            new InflaterInputStream(new ByteArrayInputStream(bytes)), BUFFER_BYTES)) {
      VarInput in = new VarInput(inflated);
      long[] times = new long[in.bounded(1, Block.MAX_ROWS)];
      for (int row = 0; row < times.length; row++) {
        times[row] = in.signed() + (row == 0 ? 0 : times[row - 1]);
        if (row > 0 && times[row] <= times[row - 1]) {
          throw new IOException("row " + row + " is not after the one before");
        }
      }
      List<Column> columns = new ArrayList<>();
      int count = in.bounded(0, Block.MAX_COLUMNS);
      int number = 0;
      for (int i = 0; i < count; i++) {
        number += in.bounded(0, Integer.MAX_VALUE - number);
        Column column = column(in, times.length, wanted.apply(number));
        if (column != null) {
          columns.add(column);
        }
      }
      in.end(); // and with it the checksum
      return new Block(times, columns);
    }
  }

  private static @Nullable Column column(VarInput in, int rows, @Nullable SeriesKey key)
      throws IOException {
    int flags = in.bounded(0, EVERY_ROW | CONSTANT | LAST_ONLY);
    long all = -1L >>> (Long.SIZE - rows);
    long present = (flags & EVERY_ROW) != 0 ? all : in.unsigned();
    if ((present & ~all) != 0) {
      throw new IOException("a column of " + rows + " rows has values beyond them");
    }
    boolean constant = (flags & CONSTANT) != 0;
    long[] last = last(in, key == null ? new long[0] : absent(rows), present, constant);
    if ((flags & LAST_ONLY) != 0) {
      return key == null ? null : Column.full(key, last);
    }
    long[] min = absent(key == null ? 0 : rows);
    long[] max = min.clone();
    for (long left = present; left != 0; left &= left - 1) {
      long below = in.unsigned();
      long above = in.unsigned();
      if (key != null) {
        int row = Long.numberOfTrailingZeros(left);
        min[row] = last[row] - below;
        max[row] = last[row] + above;
      }
    }
    return key == null ? null : new Column(key, last, min, max);
  }

  private static long[] last(VarInput in, long[] last, long present, boolean constant)
      throws IOException {
    long value = 0;
    for (long left = present; left != 0; left &= left - 1) {
      if (left == present || !constant) {
        value += in.signed();
      }
      if (last.length > 0) {
        last[Long.numberOfTrailingZeros(left)] = value;
      }
    }
    return last;
  }

  private static long[] absent(int rows) {
    long[] values = new long[rows];
    Arrays.fill(values, FixedPoint.ABSENT);
    return values;
  }
}

package io.tidemark.segment;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One row in use of a segment's table, as a reader saw it last. Not thread-safe.
 *
 * @param <R> what is made of it
 */
final class KnownRow<R extends CountedRow> {
  private final int index;
  private final int offset;
  private final KnownBytes bytes;
  private BucketCounts[] histograms = new BucketCounts[0];
  private @Nullable Object name;
  private @Nullable R row;

  /** A row that nobody has looked at yet. */
  KnownRow(int index, int offset, RowShape shape) {
    this.index = index;
    this.offset = offset;
    this.bytes = new KnownBytes(shape.bytes());
  }

  int index() {
    return index;
  }

  /** Where it begins in the file. */
  int offset() {
    return offset;
  }

  /** Equal for rows that belong together; null before the first look. */
  @Nullable Object name() {
    return name;
  }

  /** Null when it counts nothing, or for nobody who has a name. */
  @Nullable R row() {
    return row;
  }

  boolean isIn(ByteBuffer copy) {
    return bytes.isIn(copy, offset);
  }

  /** Whether it belongs to whom it belonged. */
  boolean isOwnerIn(ByteBuffer copy, RowShape shape) {
    return bytes.isIn(copy, offset, 0, shape.headerBytes());
  }

  /** Its histograms in a copy; those that have not moved are the same objects as before. */
  BucketCounts[] histograms(ByteBuffer copy, RowShape shape) {
    return bytes.seen()
        ? shape.histograms(copy, offset, bytes, histograms)
        : shape.histograms(copy, offset);
  }

  /** Takes over what a copy holds, and what was made of it. */
  void take(ByteBuffer copy, Object ofName, BucketCounts[] counts, @Nullable R made) {
    bytes.take(copy, offset);
    name = ofName;
    histograms = counts;
    row = made;
  }
}

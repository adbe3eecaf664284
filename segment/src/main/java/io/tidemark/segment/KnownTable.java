package io.tidemark.segment;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows in use of one table, as a reader saw them last. A row whose bytes are what they were is
 * the same object as before, and so is the list when all of them are: what is made of a row depends
 * on nothing but its bytes and the names that it refers to. Not thread-safe.
 *
 * @param <R> what is made of a row
 */
abstract class KnownTable<R extends CountedRow> {
  static final int IN_USE = -1;

  private final TableLayout layout;
  private final RowShape shape;
  private List<KnownRow<R>> inUse = List.of(); // upwards
  private boolean repeats;
  private Map<Object, Sum<R>> sums = Map.of();
  private List<R> rows = List.of();

  /** Several rows of one name; they are the same objects while none of them moved. */
  private record Sum<R>(List<R> parts, R sum) {}

  KnownTable(TableLayout layout) {
    this.layout = layout;
    this.shape = new RowShape(layout);
  }

  /** Whether a row of that status is in use. */
  abstract boolean isInUse(int status);

  /** What a row belongs to, equal for rows that are added up. */
  abstract Object name(ByteBuffer copy, int offset);

  /** Null when it is nobody's who has a name. */
  abstract @Nullable R row(
      ByteBuffer copy, int offset, Object name, long[] counters, BucketCounts[] histograms);

  abstract R sum(R one, R more);

  /**
   * Looks at a copy of the rows in use.
   *
   * @param copied how many rows were copied, of which others may be in use than before; {@link
   *     #IN_USE} when only those were copied that were in use
   * @param sameNames the names that rows refer to are what they were
   * @return the same list as before when nothing has moved
   */
  List<R> read(ByteBuffer copy, int copied, boolean sameNames) {
    boolean moved = copied != IN_USE && find(copy, copied);
    boolean renamed = moved;
    for (KnownRow<R> known : inUse) {
      if (!sameNames || !known.isIn(copy)) {
        Object before = known.name();
        moved |= look(copy, known);
        renamed |= !Objects.equals(before, known.name());
      }
    }
    if (renamed) {
      Set<@Nullable Object> names = new HashSet<>();
      repeats = !inUse.stream().allMatch(known -> names.add(known.name()));
    }
    if (moved) {
      rows = repeats ? addedUp() : each();
    }
    return rows;
  }

  /**
   * Adds where its rows in use begin and end to where others' do, two numbers each; what is less
   * than a gap apart becomes one part.
   */
  int[] parts(int[] before, int gapBytes) {
    int[] parts = Arrays.copyOf(before, before.length + 2 * inUse.size());
    int used = before.length;
    for (KnownRow<R> known : inUse) {
      if (used == 0 || known.offset() - parts[used - 1] > gapBytes) {
        parts[used++] = known.offset();
        used++;
      }
      parts[used - 1] = known.offset() + shape.bytes();
    }
    return Arrays.copyOf(parts, used);
  }

  private boolean find(ByteBuffer copy, int end) {
    List<KnownRow<R>> found = new ArrayList<>();
    int next = 0;
    for (int index = 0; index < end; index++) {
      int offset = layout.offset() + index * shape.bytes();
      if (isInUse(copy.getInt(offset + SegmentLayout.ROW_STATUS))) {
        while (next < inUse.size() && inUse.get(next).index() < index) {
          next++;
        }
        boolean known = next < inUse.size() && inUse.get(next).index() == index;
        found.add(known ? inUse.get(next) : new KnownRow<>(index, offset, shape));
      }
    }
    boolean changed = !found.equals(inUse);
    inUse = found;
    return changed;
  }

  private boolean look(ByteBuffer copy, KnownRow<R> known) {
    R before = known.row();
    boolean same = known.isIn(copy);
    long[] counters = shape.counters(copy, known.offset());
    BucketCounts[] histograms = known.histograms(copy, shape);
    Object name = known.name();
    if (name == null || !known.isOwnerIn(copy, shape)) {
      name = name(copy, known.offset());
    }
    int status = copy.getInt(known.offset() + SegmentLayout.ROW_STATUS);
    R now = null;
    if (isInUse(status)
        && countsAnything(counters)) { // some are in use from the beginning, needed or not
      now = row(copy, known.offset(), name, counters, histograms);
    }
    if (same && now != null && before != null && now.isNamedAs(before)) {
      now = before;
    }
    known.take(copy, name, histograms, now);
    return now != before;
  }

  private static boolean countsAnything(long[] counters) {
    for (long count : counters) {
      if (count != 0) {
        return true;
      }
    }
    return false;
  }

  private List<R> each() {
    sums = Map.of();
    List<R> all = new ArrayList<>(inUse.size());
    for (KnownRow<R> known : inUse) {
      R row = known.row();
      if (row != null) {
        all.add(row);
      }
    }
    return List.copyOf(all);
  }

  // Rows whose name lost its place belong to 'other', which has rows already.
  private List<R> addedUp() {
    Map<Object, List<R>> byName = new LinkedHashMap<>();
    for (KnownRow<R> known : inUse) {
      R row = known.row();
      Object name = known.name();
      if (row != null && name != null) {
        byName.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(row);
      }
    }
    List<R> all = new ArrayList<>(byName.size());
    Map<Object, Sum<R>> used = new HashMap<>();
    byName.forEach(
        (name, parts) -> all.add(parts.size() == 1 ? parts.get(0) : sum(name, parts, used)));
    sums = used;
    return List.copyOf(all);
  }

  private R sum(Object name, List<R> parts, Map<Object, Sum<R>> used) {
    Sum<R> known = sums.get(name);
    if (known == null || !known.parts().equals(parts)) {
      known = new Sum<>(parts, parts.stream().reduce(this::sum).orElseThrow());
    }
    used.put(name, known);
    return known.sum();
  }
}

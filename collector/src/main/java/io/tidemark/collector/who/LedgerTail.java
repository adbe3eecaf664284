package io.tidemark.collector.who;

import io.tidemark.segment.SegmentSnapshot;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What one JVM had counted at some moments of its last seconds, kept while it lives, so that who
 * was heaviest before its end can be told once it has ended. The last reading is taken from what it
 * left: the kernel keeps the segment whole when the JVM is killed.
 *
 * <p>Moments are a second apart, or more where there are many rows, so that the window is ten
 * seconds to ten and one such step; a JVM that ended earlier than that is looked at from its start.
 * Not thread-safe.
 */
public final class LedgerTail {
  /** How far it looks back at least. */
  static final long WINDOW_MS = 10_000;

  private static final long STEP_MS = 900; // one sample's, which is never quite a second

  /** A request of so many times the items of the median client's is a large one. */
  private static final double LARGE = 5;

  private static final double MIN_UNFINISHED_SHARE = 0.1;
  private static final int MAX_ROWS = 2048; // of all moments together, 350 bytes each

  private final Deque<Moment> moments = new ArrayDeque<>(); // oldest first
  private final KeptCounts counts = new KeptCounts();

  private record Moment(long epochMs, Ledger.Jvm counted) {}

  /**
   * Who did most of the work in a window.
   *
   * @param windowSeconds its length; 0 when it is since the JVM's start, which is not known
   * @param heaviest nobody, when there was no work
   */
  public record Heaviest(double windowSeconds, Optional<ReportRow> heaviest) {
    /** Nothing is known. */
    public static final Heaviest NONE = new Heaviest(0, Optional.empty());
  }

  /** Keeps a moment, if it is time for one. */
  public void add(long epochMs, Path segment, SegmentSnapshot snapshot) {
    Moment newest = moments.peekLast();
    if (newest != null && epochMs < newest.epochMs()) {
      moments.clear(); // the clock was set back
    } else if (newest != null && epochMs - newest.epochMs() < stepMs(newest)) {
      return;
    }
    String service = snapshot.identity().service();
    List<RowCounts> rows = counts.of(snapshot.rows());
    moments.addLast(new Moment(epochMs, new Ledger.Jvm(segment.toString(), service, rows)));
    while (moments.size() > 1 && epochMs - second().epochMs() >= WINDOW_MS) {
      moments.removeFirst();
    }
  }

  private static long stepMs(Moment newest) {
    return Math.max(STEP_MS, WINDOW_MS * newest.counted().rows().size() / MAX_ROWS);
  }

  private Moment second() {
    var all = moments.iterator();
    all.next();
    return all.next();
  }

  /**
   * Who was heaviest before an end.
   *
   * @param endEpochMs when the JVM ended
   * @param startEpochMs when it began, or 0
   * @param last what it had counted at its end
   */
  public Heaviest before(long endEpochMs, long startEpochMs, Path segment, SegmentSnapshot last) {
    Ledger.Jvm end = LedgerReader.jvm(segment, last);
    boolean isYoung = startEpochMs > 0 && endEpochMs - startEpochMs <= WINDOW_MS;
    if (isYoung && startEpochMs < endEpochMs) {
      return heaviest(nothing(end), startEpochMs, end, endEpochMs);
    }
    Moment from = moments.peekFirst();
    for (Moment moment : moments) {
      from = endEpochMs - moment.epochMs() >= WINDOW_MS ? moment : from;
    }
    return from == null || from.epochMs() >= endEpochMs
        ? sinceStart(segment, last)
        : heaviest(from.counted(), from.epochMs(), end, endEpochMs);
  }

  /** Who was heaviest since a JVM started, when it is not known how long ago that was. */
  public static Heaviest sinceStart(Path segment, SegmentSnapshot last) {
    Ledger.Jvm end = LedgerReader.jvm(segment, last);
    return new Heaviest(0, heaviest(nothing(end), 0, end, 1000).heaviest());
  }

  /** Who was heaviest between an earlier reading and a JVM's end. */
  static Heaviest between(Ledger.Jvm before, Path segment, SegmentSnapshot last, double seconds) {
    return heaviest(before, 0, LedgerReader.jvm(segment, last), (long) (1000 * seconds));
  }

  private static Ledger.Jvm nothing(Ledger.Jvm end) {
    return new Ledger.Jvm(end.run(), end.service(), List.of());
  }

  static Heaviest heaviest(Ledger.Jvm before, long beforeMs, Ledger.Jvm after, long afterMs) {
    Report report = Ranking.rank(ledger(before, beforeMs), ledger(after, afterMs));
    Optional<ReportRow> heaviest =
        Optional.ofNullable(report.verdict().culprit())
            .or(() -> unfinished(report.rows()))
            .or(
                () ->
                    report.rows().stream()
                        .filter(row -> !row.isUnattributed())
                        .max(Comparator.comparingDouble(ReportRow::workShare)));
    return new Heaviest(report.windowSeconds(), heaviest);
  }

  /**
   * Whose requests of many items were left unfinished. The request that kills a process never ends,
   * and what it allocated is charged when it does: what it asked for is all that is known of it.
   */
  private static Optional<ReportRow> unfinished(List<ReportRow> rows) {
    double[] sizes =
        rows.stream()
            .filter(row -> row.isNameable() && row.requests() > 0)
            .mapToDouble(ReportRow::itemsPerRequest)
            .sorted()
            .toArray();
    double middle = sizes.length == 0 ? 0 : sizes[(sizes.length - 1) / 2];
    double all = rows.stream().mapToDouble(LedgerTail::unfinished).sum();
    return rows.stream()
        .filter(row -> row.isNameable() && row.itemsPerRequest() >= LARGE * Math.max(1, middle))
        .filter(row -> unfinished(row) >= MIN_UNFINISHED_SHARE * all && unfinished(row) > 0)
        .max(Comparator.comparingDouble(LedgerTail::unfinished));
  }

  private static double unfinished(ReportRow row) {
    return row.isUnattributed() ? 0 : row.active() * row.itemsPerRequest();
  }

  private static Ledger ledger(Ledger.Jvm jvm, long epochMs) {
    return new Ledger(TimeUnit.MILLISECONDS.toNanos(epochMs), List.of(jvm), 0, List.of());
  }
}

package io.tidemark.collector.who;

import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentException;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentSnapshot;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Reads the ledgers from the segments themselves, so that it needs no running collector. */
public final class LedgerReader {
  private final SegmentDirectory directory;
  private final LongSupplier nanoClock;

  /**
   * @param nanoClock monotonic, in nanoseconds
   */
  public LedgerReader(SegmentDirectory directory, LongSupplier nanoClock) {
    this.directory = directory;
    this.nanoClock = nanoClock;
  }

  /**
   * Reads every segment once.
   *
   * @throws IOException when the directory cannot be listed; a single segment that cannot be read
   *     is reported in the ledger instead
   */
  public Ledger read() throws IOException {
    List<Ledger.Jvm> living = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    int dead = 0;
    for (Path file : directory.segments()) {
      try (SegmentReader reader = SegmentReader.open(file)) {
        SegmentSnapshot segment = reader.read();
        if (reader.writerLives()) {
          living.add(jvm(file, segment));
        } else {
          dead++;
        }
      } catch (NoSuchFileException e) {
        // Removed since the directory was listed: nobody's segment any more.
      } catch (IOException e) {
        if (!notReady(e)) {
          unreadable.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return new Ledger(nanoClock.getAsLong(), living, dead, unreadable);
  }

  private static boolean notReady(IOException e) {
    return e instanceof SegmentException refused
        && refused.reason() == SegmentException.Reason.NOT_READY;
  }

  /** What one segment holds. */
  static Ledger.Jvm jvm(Path file, SegmentSnapshot segment) {
    return new Ledger.Jvm(
        file.toString(), segment.identity().service(), rows(segment), NamedRows.of(segment));
  }

  private static List<RowCounts> rows(SegmentSnapshot segment) {
    return new KeptCounts().of(segment.rows());
  }
}

package io.tidemark.collector.who;

import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentException;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the segments of JVMs that ended tell without a running collector: what a collector noted
 * beside them when they ended, or else who was heaviest since they started.
 */
public final class DeadSegments {
  private final SegmentDirectory directory;
  private final DeathNotes notes;

  /** Reads nothing yet. */
  public DeadSegments(SegmentDirectory directory) {
    this.directory = directory;
    this.notes = new DeathNotes(directory);
  }

  /**
   * The JVMs that ended, the last first; those whose end nobody saw come after the others.
   *
   * @param before what living JVMs had counted at a moment: one that ended since is looked at from
   *     there
   * @param sinceSeconds how long ago that was
   * @throws IOException when the directory cannot be listed; a segment that cannot be read is left
   *     out, since {@link LedgerReader} reports it
   */
  public List<Death> read(Ledger before, double sinceSeconds, long nowEpochMs) throws IOException {
    List<Death> deaths = new ArrayList<>();
    for (Path file : directory.segments()) {
      try (SegmentReader reader = SegmentReader.open(file)) {
        if (!reader.writerLives()) {
          SegmentSnapshot last = reader.read();
          Optional<Death> noted = notes.find(file);
          deaths.add(noted.orElseGet(() -> death(file, last, before, sinceSeconds, nowEpochMs)));
        }
      } catch (SegmentException e) {
        // Not a segment yet, or not one of ours.
      } catch (IOException e) {
        // Gone since the directory was listed, or not for us to read.
      }
    }
    deaths.sort(
        Comparator.comparingLong((Death death) -> death.endEpochMs().orElse(0))
            .thenComparingLong(Death::startEpochMs)
            .reversed());
    return deaths;
  }

  private static Death death(
      Path file, SegmentSnapshot last, Ledger before, double sinceSeconds, long nowEpochMs) {
    Optional<Ledger.Jvm> lived =
        before.living().stream().filter(jvm -> jvm.run().equals(file.toString())).findFirst();
    LedgerTail.Heaviest heaviest =
        lived
            .map(jvm -> LedgerTail.between(jvm, file, last, sinceSeconds))
            .orElseGet(() -> LedgerTail.sinceStart(file, last));
    return new Death(
        last.identity().service(),
        "",
        last.identity().pid(),
        last.identity().startEpochMs(),
        lived.isPresent() ? OptionalLong.of(nowEpochMs) : OptionalLong.empty(),
        last.cleanExit() ? Exit.CLEAN : Exit.UNCLEAN,
        heaviest.windowSeconds(),
        heaviest.heaviest());
  }
}

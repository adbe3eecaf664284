package io.tidemark.collector.life;

import io.tidemark.collector.jvm.HsperfException;
import io.tidemark.collector.jvm.HsperfReader;
import io.tidemark.collector.jvm.PerfView;
import io.tidemark.collector.jvm.SegmentView;
import io.tidemark.collector.who.Exit;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentSnapshot;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What a JVM left behind when it ended.
 *
 * <p>The agent marks its segment when the JVM begins to shut down, and HotSpot removes its
 * hsperfdata file when that is done; neither happens when it is killed. A JVM that starts removes
 * the files that others of the same user left, so that a file which is gone says nothing then.
 *
 * @param segmentLives whether the segment's writer lives after all
 * @param last what the segment holds, if there is one that can be read
 * @param exit how it ended, as far as this tells
 */
record Ending(boolean segmentLives, Optional<SegmentSnapshot> last, Exit exit) {
  private static final int MAX_FILES = 256;
  private static final long LATE_MS = 1000; // from a JVM's look at the files to its own beginning

  /**
   * Looks at what is left.
   *
   * @param startedSince hsperfdata files of JVMs that began since
   */
  static Ending of(Run run, Path proc, Set<Path> startedSince) {
    Optional<SegmentSnapshot> last = Optional.empty();
    boolean segmentLives = false;
    boolean segmentThere = false;
    if (run.segment().isPresent()) {
      try (SegmentReader reader = SegmentReader.open(run.segment().get().file())) {
        segmentThere = true;
        segmentLives = reader.writerLives();
        last = Optional.of(reader.read());
      } catch (IOException e) {
        last = run.segment().flatMap(SegmentView::snapshot);
      }
    }
    Exit exit = exit(segmentThere, last, fileLeft(run, proc, startedSince));
    return new Ending(segmentLives, last, exit);
  }

  private static Exit exit(
      boolean segmentThere, Optional<SegmentSnapshot> last, Optional<Boolean> fileLeft) {
    if (fileLeft.orElse(false)) {
      return Exit.UNCLEAN;
    }
    if (segmentThere) {
      return last.map(SegmentSnapshot::cleanExit).orElse(false) ? Exit.CLEAN : Exit.UNCLEAN;
    }
    return fileLeft.isPresent() ? Exit.CLEAN : Exit.UNKNOWN;
  }

  // A container's file that was seen through its process's root is out of sight with the process.
  private static Optional<Boolean> fileLeft(Run run, Path proc, Set<Path> startedSince) {
    Optional<Path> file = run.perf().map(PerfView::file).filter(path -> !path.startsWith(proc));
    if (file.isEmpty() || startedSince.contains(file.get())) {
      return Optional.empty();
    }
    if (Files.exists(file.get(), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(true);
    }
    return hasNewcomer(file.get(), run.seenEpochMs()) ? Optional.empty() : Optional.of(false);
  }

  private static boolean hasNewcomer(Path gone, long sinceEpochMs) {
    HsperfReader reader = new HsperfReader();
    int files = 0;
    try (DirectoryStream<Path> others = Files.newDirectoryStream(gone.resolveSibling(""))) {
      for (Path other : others) {
        if (Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS)
            && ++files <= MAX_FILES
            && startEpochMs(reader, other) >= sinceEpochMs - LATE_MS) {
          return true;
        }
      }
      return files > MAX_FILES;
    } catch (IOException | DirectoryIteratorException e) {
      return true; // it may be so
    }
  }

  private static long startEpochMs(HsperfReader reader, Path file) {
    try {
      return reader.read(file).startEpochMs();
    } catch (HsperfException e) {
      return e.reason() == HsperfException.Reason.NOT_READY ? Long.MAX_VALUE : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}

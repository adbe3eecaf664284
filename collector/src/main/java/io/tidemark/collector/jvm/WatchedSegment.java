package io.tidemark.collector.jvm;

import io.tidemark.collector.discovery.HeldFile;
import io.tidemark.segment.CopyBuffer;
import io.tidemark.segment.SegmentException;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentSnapshot;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One segment's file, from the first look to the last. */
final class WatchedSegment implements Closeable {
  private final Path file;
  private final Opening opening;
  private final boolean elsewhere;
  private @Nullable SegmentReader reader;
  private Optional<SegmentIdentity> identity = Optional.empty();
  private Optional<Long> deadSinceMs = Optional.empty();
  private Optional<SegmentView> last = Optional.empty();
  private boolean expired;

  private interface Opening {
    SegmentReader open() throws IOException;
  }

  private WatchedSegment(Path file, Opening opening, boolean elsewhere) {
    this.file = file;
    this.opening = opening;
    this.elsewhere = elsewhere;
  }

  /** A file of the collector's own directory, which may go away. */
  static WatchedSegment of(Path file, CopyBuffer buffer) {
    return new WatchedSegment(file, () -> SegmentReader.open(file, buffer), false);
  }

  /**
   * A file elsewhere. When its JVM is dead, it is read once more and let go, because it may be the
   * last that keeps a container's memory.
   */
  static WatchedSegment of(HeldFile held, CopyBuffer buffer) {
    return new WatchedSegment(
        held.shown(), () -> SegmentReader.of(held.shown(), held.open(), buffer), true);
  }

  /** Whether it was dead for so long that the last look did not show it. */
  boolean expired() {
    return expired;
  }

  /** Empty when the file is gone, or to be forgotten. */
  Optional<SegmentView> look(long nowMs, Duration keepDead) {
    if (last.isPresent()) {
      return expires(false, nowMs, keepDead) ? Optional.empty() : last;
    }
    boolean living = false;
    try {
      SegmentReader open = reader == null ? opening.open() : reader;
      reader = open;
      // Asked before reading: what a JVM counted last is read after its death was noticed.
      living = open.writerLives();
      if (expires(living, nowMs, keepDead)) {
        return Optional.empty();
      }
      SegmentSnapshot snapshot = open.read();
      identity = Optional.of(snapshot.identity());
      SegmentView view =
          new SegmentView(file, living, identity, Optional.of(snapshot), Optional.empty());
      if (elsewhere && !living) {
        last = Optional.of(view);
        close();
      }
      return Optional.of(view);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (SegmentException e) {
      return Optional.of(unreadable(living, e.reason().label()));
    } catch (AccessDeniedException e) {
      return Optional.of(unreadable(living, "denied"));
    } catch (IOException e) {
      return Optional.of(unreadable(living, "io"));
    }
  }

  private SegmentView unreadable(boolean living, String reason) {
    return new SegmentView(file, living, identity, Optional.empty(), Optional.of(reason));
  }

  private boolean expires(boolean living, long nowMs, Duration keepDead) {
    if (living) {
      deadSinceMs = Optional.empty();
      return false;
    }
    long sinceMs = deadSinceMs.orElse(nowMs);
    deadSinceMs = Optional.of(sinceMs);
    expired = nowMs - sinceMs >= keepDead.toMillis();
    return expired;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}

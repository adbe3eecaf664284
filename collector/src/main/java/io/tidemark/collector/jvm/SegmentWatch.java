package io.tidemark.collector.jvm;

import io.tidemark.segment.SegmentDirectory;
import io.tidemark.segment.SegmentException;
import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentSnapshot;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a directory, living and dead. Each is kept open while its file is there; the file
 * of a dead JVM is removed after a while, that of a living one never.
 */
final class SegmentWatch implements Closeable {
  private final SegmentDirectory directory;
  private final Clock clock;
  private Duration keepDead;
  private Map<Path, Watched> watched = new HashMap<>();

  SegmentWatch(SegmentDirectory directory, Duration keepDead, Clock clock) {
    this.directory = directory;
    this.keepDead = keepDead;
    this.clock = clock;
  }

  /** Changes how long the file of a dead JVM is kept, those already dead included. */
  void keepDead(Duration changed) {
    keepDead = changed;
  }

  /**
   * The segments that are there now, at most {@code max}.
   *
   * @throws IOException when the directory cannot be listed; a file that cannot be read says so in
   *     its own view
   */
  List<SegmentView> look(int max) throws IOException {
    List<Path> files = directory.segments();
    List<SegmentView> views = new ArrayList<>();
    Map<Path, Watched> stillThere = new HashMap<>();
    for (Path file : files.subList(0, Math.min(max, files.size()))) {
      Watched known = watched.remove(file);
      Watched segment = known != null ? known : new Watched(file);
      Optional<SegmentView> view = segment.look();
      if (view.isPresent()) {
        stillThere.put(file, segment);
        views.add(view.get());
      } else {
        segment.close();
      }
    }
    close(); // those whose file is gone
    watched = stillThere;
    return views;
  }

  @Override
  public void close() throws IOException {
    for (Watched gone : watched.values()) {
      gone.close();
    }
    watched = new HashMap<>();
  }

  /** One segment's file, from the first look to the last. */
  private final class Watched implements Closeable {
    private final Path file;
    private @Nullable SegmentReader reader;
    private Optional<SegmentIdentity> identity = Optional.empty();
    private Optional<Long> deadSinceMs = Optional.empty();

    Watched(Path file) {
      this.file = file;
    }

    /** Empty when the file is gone. */
    Optional<SegmentView> look() {
      boolean living = false;
      try {
        if (reader == null) {
          reader = SegmentReader.open(file);
        }
        // Asked before reading: what a JVM counted last is read after its death was noticed.
        living = reader.writerLives();
        if (expired(living)) {
          directory.delete(file);
          return Optional.empty();
        }
        SegmentSnapshot snapshot = reader.read();
        identity = Optional.of(snapshot.identity());
        return Optional.of(
            new SegmentView(file, living, identity, Optional.of(snapshot), Optional.empty()));
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

    private boolean expired(boolean living) {
      if (living) {
        deadSinceMs = Optional.empty();
        return false;
      }
      long nowMs = clock.millis();
      long sinceMs = deadSinceMs.orElse(nowMs);
      deadSinceMs = Optional.of(sinceMs);
      return nowMs - sinceMs >= keepDead.toMillis();
    }

    @Override
    public void close() throws IOException {
      if (reader != null) {
        reader.close();
      }
    }
  }
}

package io.tidemark.collector.jvm;

import io.tidemark.collector.discovery.HeldFile;
import io.tidemark.segment.CopyBuffer;
import io.tidemark.segment.SegmentDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The segments of a directory, living and dead, and those that processes keep elsewhere. Each is
 * kept open while its JVM lives. The file of a dead JVM is removed from the directory after a
 * while, that of a living one never; one elsewhere, which may be in a container, is never removed,
 * only forgotten after the same time: its last contents are kept, not its memory.
 */
final class SegmentWatch implements Closeable {
  private final SegmentDirectory directory;
  private final Clock clock;
  private final CopyBuffer buffer = new CopyBuffer(); // one after the other
  private Duration keepDead;
  private Map<Path, WatchedSegment> watched = new HashMap<>();
  // By the file's identity, in the order in which they were found.
  private final Map<Object, WatchedSegment> elsewhere = new LinkedHashMap<>();

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
   * The segments that are in the directory now, at most {@code max}.
   *
   * @throws IOException when the directory cannot be listed; a file that cannot be read says so in
   *     its own view
   */
  List<SegmentView> look(int max) throws IOException {
    List<Path> files = directory.segments();
    List<SegmentView> views = new ArrayList<>();
    Map<Path, WatchedSegment> stillThere = new HashMap<>();
    for (Path file : files.subList(0, Math.min(max, files.size()))) {
      WatchedSegment known = watched.remove(file);
      WatchedSegment segment = known != null ? known : WatchedSegment.of(file, buffer);
      Optional<SegmentView> view = segment.look(clock.millis(), keepDead);
      if (view.isPresent()) {
        stillThere.put(file, segment);
        views.add(view.get());
      } else {
        segment.close();
        if (segment.expired()) {
          directory.delete(file);
        }
      }
    }
    closeAll(watched); // those whose file is gone
    watched = stillThere;
    return views;
  }

  /**
   * The segments of other directories: those that processes have mapped now, and those that they
   * had, at most {@code max}. One that is in the directory as well is left out.
   */
  List<SegmentView> elsewhere(List<HeldFile> mapped, int max) throws IOException {
    Set<Object> here = new HashSet<>();
    if (!mapped.isEmpty()) {
      watched.keySet().forEach(file -> identity(file).ifPresent(here::add));
    }
    for (HeldFile file : mapped) {
      if (elsewhere.size() < max && !here.contains(file.identity())) {
        elsewhere.computeIfAbsent(file.identity(), absent -> WatchedSegment.of(file, buffer));
      }
    }
    Set<Object> mappedNow = mapped.stream().map(HeldFile::identity).collect(Collectors.toSet());
    List<SegmentView> views = new ArrayList<>();
    for (Object identity : List.copyOf(elsewhere.keySet())) {
      WatchedSegment segment = Objects.requireNonNull(elsewhere.get(identity));
      Optional<SegmentView> view =
          here.contains(identity) ? Optional.empty() : segment.look(clock.millis(), keepDead);
      view.ifPresent(views::add);
      // A forgotten one whose process lives on is remembered, or it would be found anew.
      if (view.isEmpty() && !(segment.expired() && mappedNow.contains(identity))) {
        elsewhere.remove(identity);
        segment.close();
      }
    }
    return views;
  }

  private static Optional<Object> identity(Path file) {
    try {
      return Optional.ofNullable(
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void closeAll(Map<?, WatchedSegment> segments) throws IOException {
    for (WatchedSegment segment : segments.values()) {
      segment.close();
    }
    segments.clear();
  }

  @Override
  public void close() throws IOException {
    closeAll(watched);
    closeAll(elsewhere);
  }
}

package io.tidemark.collector.jvm;

import io.tidemark.segment.SegmentIdentity;
import io.tidemark.segment.SegmentSnapshot;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A segment's file as it is now.
 *
 * @param file where it is
 * @param living whether the JVM that writes it lives
 * @param identity who writes it, also when it could be read only earlier
 * @param snapshot what it holds; empty when it cannot be read
 * @param unreadable why it cannot be read, as a value of {@code tidemark.reason}; else empty
 */
public record SegmentView(
    Path file,
    boolean living,
    Optional<SegmentIdentity> identity,
    Optional<SegmentSnapshot> snapshot,
    Optional<String> unreadable) {

  long startEpochMs() {
    return identity.map(SegmentIdentity::startEpochMs).orElse(0L);
  }

  String fileName() {
    return String.valueOf(file.getFileName());
  }
}

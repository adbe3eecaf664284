package io.tidemark.collector.check;

import io.tidemark.segment.SegmentDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the collector runs.
 *
 * @param directory where the segments are
 * @param proc the root of procfs
 * @param tmp where HotSpot keeps {@code hsperfdata_*}
 * @param sys the root of sysfs
 */
public record Place(SegmentDirectory directory, Path proc, Path tmp, Path sys) {
  private static final int MAX_BYTES = 1 << 20;

  /** The text of a file in procfs; empty when it cannot be read. */
  Optional<String> proc(String name) {
    return text(proc.resolve(name));
  }

  /** The text of a file; empty when it cannot be read. */
  static Optional<String> text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Where a link of procfs leads; empty when that is hidden, or there is none. */
  Optional<String> link(String name) {
    try {
      return Optional.of(Files.readSymbolicLink(proc.resolve(name)).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A field such as {@code CapEff} of a text with lines {@code name: value}; empty if absent. */
  static Optional<String> field(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }
}

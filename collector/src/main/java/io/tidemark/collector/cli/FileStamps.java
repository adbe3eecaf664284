package io.tidemark.collector.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * By what a change of files is noticed: time, size and inode of each, links followed, so that a
 * volume of Kubernetes, which moves a link, is noticed as well.
 */
record FileStamps(Map<Path, String> byFile) {

  private static final FileStamps NONE = new FileStamps(Map.of());

  static FileStamps of(List<Path> files) {
    if (files.isEmpty()) {
      return NONE;
    }
    Map<Path, String> stamps = new TreeMap<>();
    files.forEach(file -> stamps.put(file, stamp(file)));
    return new FileStamps(Map.copyOf(stamps));
  }

  /** These, and of files that have one there the other's. */
  FileStamps butFirst(FileStamps earlier) {
    Map<Path, String> stamps = new TreeMap<>(byFile);
    stamps.replaceAll((file, stamp) -> earlier.byFile.getOrDefault(file, stamp));
    return new FileStamps(Map.copyOf(stamps));
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
    } catch (IOException e) {
      return "unreadable";
    }
  }
}

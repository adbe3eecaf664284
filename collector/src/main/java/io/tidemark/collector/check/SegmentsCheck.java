package io.tidemark.collector.check;

import io.tidemark.segment.SegmentDirectory;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The directory of segments: there, in memory, listable, writable, and with room. */
final class SegmentsCheck {
  private static final String TOPIC = "segments";
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
  private static final long SEGMENT_BYTES = 8 << 20;
  private static final long MIB = 1 << 20;

  private SegmentsCheck() {}

  static List<Finding> run(Place place) {
    Path path = place.directory().path();
    if (!Files.exists(path)) {
      return List.of(
          Finding.limited(
              TOPIC,
              path + " is not there: no JVM with the agent has recorded here yet",
              "start one with -javaagent:tidemark-agent.jar; as a sidecar, share the volume that"
                  + " holds it, and set --dir or "
                  + SegmentDirectory.VARIABLE));
    }
    List<Finding> findings = new ArrayList<>(List.of(files(place.directory())));
    if (Files.isDirectory(path)) {
      findings.addAll(store(path));
    }
    return findings;
  }

  private static Finding files(SegmentDirectory directory) {
    try {
      String found = directory.path() + " can be listed, segments: " + directory.segments().size();
      return Files.isWritable(directory.path())
          ? Finding.ok(TOPIC, found)
          : Finding.limited(
              TOPIC,
              found + "; not writable, so that those of dead JVMs stay",
              "run as the owner of the directory, or mount it read-write");
    } catch (IOException e) {
      return Finding.missing(
          TOPIC,
          directory.path() + " cannot be listed: " + e.getClass().getSimpleName(),
          "run as the user of the JVMs or as root; or set --dir or "
              + SegmentDirectory.VARIABLE
              + " to the directory of the agents");
    }
  }

  private static List<Finding> store(Path path) {
    try {
      FileStore store = Files.getFileStore(path);
      return List.of(memory(path, store.type()), room(store));
    } catch (IOException e) {
      return List.of(Finding.limited(TOPIC, "its file system is unknown", ""));
    }
  }

  private static Finding memory(Path path, String type) {
    return IN_MEMORY.contains(type)
        ? Finding.ok(TOPIC, "in memory: " + type)
        : Finding.missing(
            TOPIC,
            path + " is on " + type + ": agents record there only if told to, and can be stalled",
            "mount -t tmpfs tmpfs " + path + "; in Kubernetes emptyDir with medium: Memory");
  }

  private static Finding room(FileStore store) throws IOException {
    long free = store.getUsableSpace();
    String found = free / MIB + " MiB free, a JVM needs up to " + SEGMENT_BYTES / MIB;
    return free >= SEGMENT_BYTES
        ? Finding.ok(TOPIC, found)
        : Finding.missing(
            TOPIC, found, "enlarge the tmpfs (docker: --shm-size), or set segment.bytes lower");
  }
}

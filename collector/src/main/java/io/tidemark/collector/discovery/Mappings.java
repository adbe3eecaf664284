package io.tidemark.collector.discovery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which files a process has mapped, of those that matter here. The paths are those of its own mount
 * namespace, with all links resolved.
 *
 * <p>Source: {@code /proc/PID/maps}, proc(5). The file is megabytes for a process with tens of
 * thousands of mappings, and generating it stops that process from mapping: read it rarely.
 *
 * @param jvm whether HotSpot's library is among them
 * @param perf the hsperfdata file
 * @param segments the agent's segments, at most {@value #MAX_SEGMENTS}; that of an agent that has
 *     left may be among them
 */
record Mappings(boolean jvm, Optional<String> perf, List<String> segments) {
  static final Mappings NONE = new Mappings(false, Optional.empty(), List.of());

  static final int MAX_SEGMENTS = 4;
  private static final int MAX_BYTES = 8 << 20;
  private static final String SEGMENT = ".segment";
  private static final String PERF_FOLDER = "/hsperfdata_";

  Mappings {
    segments = List.copyOf(segments);
  }

  static Mappings read(Path folder) throws IOException {
    return parse(ProcText.lines(folder.resolve("maps"), MAX_BYTES));
  }

  // 7f1c-7f24 rw-s 00000000 00:2d 5       /dev/shm/tidemark/1-ab.segment
  static Mappings parse(List<String> lines) {
    boolean jvm = false;
    String perf = "";
    List<String> segments = new ArrayList<>();
    for (String line : lines) {
      if (line.endsWith("/libjvm.so")) {
        jvm = true;
      } else if (line.endsWith(SEGMENT)) {
        String path = path(line);
        if (segments.size() < MAX_SEGMENTS && !path.isEmpty() && !segments.contains(path)) {
          segments.add(path);
        }
      } else if (line.contains(PERF_FOLDER) && isPerf(line)) {
        perf = path(line);
      }
    }
    return new Mappings(jvm, Optional.of(perf).filter(path -> !path.isEmpty()), segments);
  }

  // hsperfdata_<user>/<process id>: digits from the last slash to the end.
  private static boolean isPerf(String line) {
    int slash = line.lastIndexOf('/');
    boolean digits = line.length() > slash + 1;
    for (int i = slash + 1; i < line.length(); i++) {
      digits &= line.charAt(i) >= '0' && line.charAt(i) <= '9';
    }
    int folder = line.lastIndexOf('/', slash - 1);
    return digits && folder >= 0 && line.startsWith(PERF_FOLDER, folder);
  }

  // No field before the path has a slash. A line break within a path is written \012.
  private static String path(String line) {
    int slash = line.indexOf('/');
    return slash < 0 ? "" : ProcText.utf8(line.substring(slash).replace("\\012", "\n"));
  }
}

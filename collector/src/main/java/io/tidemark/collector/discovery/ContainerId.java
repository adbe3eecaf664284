package io.tidemark.collector.discovery;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The id of a process's container, as container runtimes write it into the name of its cgroup. */
final class ContainerId {
  // docker-<id>.scope, cri-containerd-<id>.scope, crio-<id>.scope, libpod-<id>.scope, /docker/<id>
  private static final Pattern ID =
      Pattern.compile("[/-]([0-9a-f]{64}|[0-9a-f]{32}-\\d{1,10})(?:\\.scope)?(?:/|$)");

  private ContainerId() {}

  /** The innermost id in the lines of {@code /proc/PID/cgroup}; cgroups(7). */
  static Optional<String> of(List<String> lines) {
    for (String line : lines) {
      String id = "";
      Matcher matcher = ID.matcher(line);
      for (int from = 0; matcher.find(from); from = matcher.end(1)) {
        id = matcher.group(1);
      }
      if (!id.isEmpty()) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }
}

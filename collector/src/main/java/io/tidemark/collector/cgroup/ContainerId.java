package io.tidemark.collector.cgroup;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a container, as runtimes write it into the path of its control group: 64 hexadecimal
 * digits, alone or with the runtime's name ({@code docker-ID.scope}, {@code
 * cri-containerd-ID.scope}, {@code crio-ID.scope}, {@code libpod-ID.scope}, {@code
 * slice:cri-containerd:ID}); with Amazon's ECS 32 digits and a number.
 */
public final class ContainerId {
  private static final Pattern COMPONENT =
      Pattern.compile(
          "(?:[^/]{0,255}[-:])??([0-9a-f]{64}|[0-9a-f]{32}-[0-9]{1,20})(?:\\.scope|\\.service)?");

  private ContainerId() {}

  /**
   * The id in a control group's path; the innermost one, where containers run in containers. Empty
   * when the path is of no container, or of one whose own control group namespace hides it.
   */
  public static Optional<String> of(String cgroupPath) {
    String[] components = cgroupPath.split("/", -1);
    for (int i = components.length - 1; i >= 0; i--) {
      Matcher matcher = COMPONENT.matcher(components[i]);
      if (components[i].length() >= 34 && matcher.matches()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }
}

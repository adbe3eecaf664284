package io.tidemark.lab.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a lab is set up.
 *
 * @param collectorPort for metrics and page on 127.0.0.1
 * @param seed of everything random in the load
 * @param culpritMinItems smallest batch of the culprit
 * @param culpritMaxItems its largest
 * @param deadlineSeconds of every call, instead of each client's own
 * @param maxSeconds after which the lab's own JVMs end by themselves
 */
public record LabSettings(
    int collectorPort,
    long seed,
    int culpritMinItems,
    int culpritMaxItems,
    Optional<Integer> deadlineSeconds,
    int maxSeconds) {

  /** The culprit and the impatience of the incident. */
  static LabSettings incident(int collectorPort, long seed, int maxSeconds) {
    return new LabSettings(collectorPort, seed, 15_000, 20_000, Optional.empty(), maxSeconds);
  }

  /** A culprit that strains nothing, and callers that wait: every request is answered. */
  static LabSettings calm(int collectorPort, long seed, int maxSeconds) {
    return new LabSettings(collectorPort, seed, 1_500, 2_500, Optional.of(60), maxSeconds);
  }

  /** What the clients' process is told. */
  List<String> clientOptions() {
    List<String> options = new ArrayList<>();
    options.add("--seed=" + seed);
    options.add("--culprit-min-items=" + culpritMinItems);
    options.add("--culprit-max-items=" + culpritMaxItems);
    options.add("--max-seconds=" + maxSeconds);
    deadlineSeconds.ifPresent(seconds -> options.add("--deadline-seconds=" + seconds));
    return options;
  }
}

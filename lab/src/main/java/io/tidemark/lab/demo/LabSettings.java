package io.tidemark.lab.demo;

import io.tidemark.lab.incident.Cast;
import io.tidemark.lab.incident.Host;
import io.tidemark.lab.load.Plan;
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
 * @param host what the data plane has to live with
 * @param plan for the clients, instead of the ordinary ones and the culprit
 * @param maxSeconds after which the lab's own JVMs end by themselves
 */
public record LabSettings(
    int collectorPort,
    long seed,
    int culpritMinItems,
    int culpritMaxItems,
    Optional<Integer> deadlineSeconds,
    Host host,
    Optional<Plan> plan,
    int maxSeconds) {

  /** Gone within seconds of a culprit's onset. */
  private static final Host FEW_PORTS = new Host(4_000, Host.USUAL.twinLookups(), false);

  /** The culprit and the impatience of the incident. */
  static LabSettings incident(int collectorPort, long seed, int maxSeconds) {
    return new LabSettings(
        collectorPort,
        seed,
        15_000,
        20_000,
        Optional.empty(),
        Host.USUAL,
        Optional.empty(),
        maxSeconds);
  }

  /** What a cast is told to do. */
  static LabSettings of(Cast cast, int collectorPort, int maxSeconds) {
    LabSettings usual = incident(collectorPort, cast.seed(), maxSeconds);
    return new LabSettings(
        collectorPort,
        cast.seed(),
        usual.culpritMinItems(),
        usual.culpritMaxItems(),
        Optional.empty(),
        cast.incident().host(),
        Optional.of(cast.plan()),
        maxSeconds);
  }

  /** A culprit that strains nothing, and callers that wait: every request is answered. */
  static LabSettings calm(int collectorPort, long seed, int maxSeconds) {
    return new LabSettings(
        collectorPort,
        seed,
        1_500,
        2_500,
        Optional.of(60),
        Host.USUAL,
        Optional.empty(),
        maxSeconds);
  }

  /** A smaller outage, soon there: the calm lab where few ports are left to run out of. */
  static LabSettings fewPorts(int collectorPort, long seed, int maxSeconds) {
    return new LabSettings(
        collectorPort,
        seed,
        1_500,
        2_500,
        Optional.of(60),
        FEW_PORTS,
        Optional.empty(),
        maxSeconds);
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

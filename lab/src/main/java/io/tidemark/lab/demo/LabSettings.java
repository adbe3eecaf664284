package io.tidemark.lab.demo;

/**
 * How a lab is set up.
 *
 * @param collectorPort for metrics and page on 127.0.0.1
 * @param seed of everything random in the load
 * @param culpritMinItems smallest batch of the culprit
 * @param culpritMaxItems its largest
 * @param maxSeconds after which the lab's own JVMs end by themselves
 */
public record LabSettings(
    int collectorPort, long seed, int culpritMinItems, int culpritMaxItems, int maxSeconds) {

  /** The culprit as in the incident. */
  static LabSettings incident(int collectorPort, long seed, int maxSeconds) {
    return new LabSettings(collectorPort, seed, 15_000, 20_000, maxSeconds);
  }
}

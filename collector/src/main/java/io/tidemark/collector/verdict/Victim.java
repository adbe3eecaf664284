package io.tidemark.collector.verdict;

import java.util.OptionalDouble;

/**
 * A client that suffers: its errors or its latency rose while what it asks for did not.
 *
 * @param errorsPerSecond over the last five seconds
 * @param usualErrorsPerSecond its own baseline
 * @param latencySeconds mean of its requests that ended; empty when none did
 * @param usualLatencySeconds its own baseline; empty when there is none
 */
public record Victim(
    String service,
    String client,
    double errorsPerSecond,
    double usualErrorsPerSecond,
    OptionalDouble latencySeconds,
    OptionalDouble usualLatencySeconds) {}

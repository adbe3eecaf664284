package io.tidemark.collector.verdict;

/**
 * A stage of the chain that was reached.
 *
 * @param place the service, or the host's part of it
 * @param sinceEpochMs when it left its baseline, in milliseconds since 1970
 * @param active whether it is still away from it
 * @param figure its number and baseline
 */
public record Link(Stage stage, String place, long sinceEpochMs, boolean active, Figure figure) {}

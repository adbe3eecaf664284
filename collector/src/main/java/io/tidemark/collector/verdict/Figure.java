package io.tidemark.collector.verdict;

import java.util.OptionalDouble;

/**
 * A number that a finding rests on, beside what it usually is.
 *
 * @param name what it is, such as {@code dials}
 * @param value over the last five seconds, or the present one
 * @param usual the baseline, from before the finding began; empty when none was learned
 * @param unit such as {@code 1/s}, {@code s}, or {@code 1} for a share
 */
public record Figure(String name, double value, OptionalDouble usual, String unit) {}

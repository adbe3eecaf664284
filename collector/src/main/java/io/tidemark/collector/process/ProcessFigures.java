package io.tidemark.collector.process;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the operating system tells of one process; what it does not tell is empty.
 *
 * @param startId when it started, on a scale of its own: another number for another process that
 *     got the same id
 * @param threads as the operating system counts them
 * @param residentBytes memory that is not swapped out
 * @param descriptors open file descriptors
 * @param descriptorLimit its soft limit of them; empty also when it has none
 * @param userSeconds processor time in user mode, ended threads included
 * @param systemSeconds processor time in the kernel, ended threads included
 * @param uptimeSeconds since it started
 * @param switches context switches of all its threads
 */
public record ProcessFigures(
    long startId,
    OptionalLong threads,
    OptionalLong residentBytes,
    OptionalLong descriptors,
    OptionalLong descriptorLimit,
    double userSeconds,
    double systemSeconds,
    OptionalDouble uptimeSeconds,
    Optional<Switches> switches) {}

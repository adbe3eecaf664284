package io.tidemark.lab.load;

import java.util.List;

/**
 * One request of a schedule.
 *
 * @param dueNs nanoseconds after the schedule's start
 * @param keys the batch, one item each
 */
public record Arrival(long dueNs, Handler handler, List<String> keys) {}

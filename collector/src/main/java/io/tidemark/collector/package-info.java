/**
 * The collector: reads every JVM's segment, samples what the host shows, and exports it all.
 *
 * <p>{@link io.tidemark.collector.signal} fills {@link io.tidemark.collector.sample}, once a second
 * and off the scrape path; the exporters and {@code who} only ever read the last samples.
 */
@NullMarked
package io.tidemark.collector;

import org.jspecify.annotations.NullMarked;

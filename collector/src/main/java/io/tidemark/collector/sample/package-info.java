/**
 * The one sample model: what a signal measured, before any exporter gives it a format. Immutable
 * values without behaviour beyond checking themselves; depends on the metric catalogue alone.
 */
@NullMarked
package io.tidemark.collector.sample;

import org.jspecify.annotations.NullMarked;

/**
 * What a place allows the collector to see, what is missing, and the cure for each: the command
 * {@code check}. One class per topic, listed in {@link io.tidemark.collector.check.Checks}. Looks
 * only: nothing is changed, and a look at anything that cannot be read is a finding, not a failure.
 */
@NullMarked
package io.tidemark.collector.check;

import org.jspecify.annotations.NullMarked;

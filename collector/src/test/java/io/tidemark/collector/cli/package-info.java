/** Tests of {@code io.tidemark.collector.cli}. */
@NullMarked
package io.tidemark.collector.cli;

import org.jspecify.annotations.NullMarked;

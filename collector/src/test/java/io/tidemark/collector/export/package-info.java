/** Tests of {@code io.tidemark.collector.export}. */
@NullMarked
package io.tidemark.collector.export;

import org.jspecify.annotations.NullMarked;

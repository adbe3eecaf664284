/** Tests of {@code io.tidemark.collector.access}. */
@NullMarked
package io.tidemark.collector.access;

import org.jspecify.annotations.NullMarked;

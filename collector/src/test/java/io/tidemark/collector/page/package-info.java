/** Tests of {@code io.tidemark.collector.page}. */
@NullMarked
package io.tidemark.collector.page;

import org.jspecify.annotations.NullMarked;

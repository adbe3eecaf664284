/** Tests of {@code io.tidemark.collector.verdict}. */
@NullMarked
package io.tidemark.collector.verdict;

import org.jspecify.annotations.NullMarked;

/** Tests of {@code io.tidemark.collector.who}. */
@NullMarked
package io.tidemark.collector.who;

import org.jspecify.annotations.NullMarked;

/** Tests of what is said of a place. */
@NullMarked
package io.tidemark.collector.check;

import org.jspecify.annotations.NullMarked;

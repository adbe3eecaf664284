/** Tests of the terminal: frames and keys, without one. */
@NullMarked
package io.tidemark.collector.top;

import org.jspecify.annotations.NullMarked;

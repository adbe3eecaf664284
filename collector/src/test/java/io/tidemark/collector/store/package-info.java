/** Tests of the store, on real files. */
@NullMarked
package io.tidemark.collector.store;

import org.jspecify.annotations.NullMarked;

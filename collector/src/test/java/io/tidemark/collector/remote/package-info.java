/** Tests of what a collector answers. */
@NullMarked
package io.tidemark.collector.remote;

import org.jspecify.annotations.NullMarked;

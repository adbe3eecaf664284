/** Tests of how JVMs are found among processes. */
@NullMarked
package io.tidemark.collector.discovery;

import org.jspecify.annotations.NullMarked;

/**
 * What watching a host costs: the collector beside node_exporter and OSHI, in a network namespace
 * of the benchmark's own.
 */
@NullMarked
package io.tidemark.bench.host;

import org.jspecify.annotations.NullMarked;

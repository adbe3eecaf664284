/**
 * What the operating system tells of processes and of the host: threads, memory, processor time,
 * descriptors, pressure.
 *
 * <p>Start at {@link io.tidemark.collector.process.ProcessTable} and {@link
 * io.tidemark.collector.process.HostTable}. Each has two implementations: one that reads Linux'
 * procfs, a file at a time, and one that asks OSHI, for every other system. Parsers are apart from
 * reading; what they are given is untrusted, and they fail with an {@link java.io.IOException}
 * alone.
 */
@NullMarked
package io.tidemark.collector.process;

import org.jspecify.annotations.NullMarked;

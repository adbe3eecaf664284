/**
 * Which processes of the host are JVMs, in whatever container, and what procfs tells of them: the
 * files they have mapped, their process id inside, container and service name.
 *
 * <p>Start at {@link io.tidemark.collector.discovery.JavaProcesses}. Everything here is written by
 * processes that may be hostile to the collector, which often is root: {@link
 * io.tidemark.collector.discovery.HeldFile} says how their files are opened. Nothing of another
 * mount namespace is ever written or removed.
 */
@NullMarked
package io.tidemark.collector.discovery;

import org.jspecify.annotations.NullMarked;

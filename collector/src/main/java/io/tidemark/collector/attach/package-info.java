/**
 * Puts the agent into a JVM that runs, and takes it out again, by the JDK's Attach API. Start at
 * {@link io.tidemark.collector.attach.Attachment}.
 *
 * <p>Attaching begins with a signal that ends a process which is not a JVM. So {@code
 * TargetProcess} makes sure of what it is first, from procfs. {@code AttachedJvm} alone knows the
 * Attach API, which some Java runtimes lack.
 */
@NullMarked
package io.tidemark.collector.attach;

import org.jspecify.annotations.NullMarked;

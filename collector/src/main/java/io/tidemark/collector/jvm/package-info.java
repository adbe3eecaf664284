/**
 * Which JVMs there are, and what each of them shows from outside: its segment, when the agent is in
 * it, and its hsperfdata file, when HotSpot writes one.
 *
 * <p>Start at {@link io.tidemark.collector.jvm.JvmDiscovery}, which gives every JVM the {@link
 * io.tidemark.collector.sample.Source} that all its samples carry; {@link
 * io.tidemark.collector.jvm.Hsperf} is the file format. Reads files alone: nothing is attached to a
 * JVM, nothing is asked of it, and every file is untrusted.
 */
@NullMarked
package io.tidemark.collector.jvm;

import org.jspecify.annotations.NullMarked;

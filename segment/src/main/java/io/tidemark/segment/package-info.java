/**
 * The segment: a file in shared memory through which an instrumented JVM and a collector share one
 * ledger, and the catalogue of metrics. JDK only; nothing here knows about agent or collector.
 *
 * <p>Start at {@link SegmentLayout}, which is the format; then {@link SegmentWriter} and {@link
 * SegmentReader}. {@link Metric} is the catalogue; {@link Column} and {@link Histogram} say what a
 * row counts.
 *
 * <p>Assumptions:
 *
 * <ol>
 *   <li>A1. One process writes a segment; any number of other processes read it. A reader in the
 *       writer's own process would drop the writer's lock when it closes the file (POSIX record
 *       locks belong to a process), and must not exist.
 *   <li>A2. The file is on tmpfs, so that writing never waits for a device, and all its blocks were
 *       written before it was mapped, so that writing never faults.
 *   <li>A3. An aligned word of eight bytes is copied whole by {@code pread}. It holds where the
 *       kernel copies by words or more, as on x86-64 and AArch64; {@code SegmentProcessIT} watches
 *       it.
 *   <li>A4. Whoever can write the directory can delete segments and add false ones. They cannot
 *       make a reader fail, or read what a service counted.
 * </ol>
 *
 * <p>Guarantees:
 *
 * <ol>
 *   <li>G1. A reader that finds the magic finds a complete header; magic is stored last, with
 *       release.
 *   <li>G2. A row is published after the names that it refers to, and a name after its bytes. Names
 *       and rows change owners in short steps, which a word in the header announces: a reader that
 *       finds that word as it was has no half of a step.
 *   <li>G3. Every count that a thread made before the JVM was killed is in the file: counting is a
 *       store into shared memory, with nothing in between.
 *   <li>G4. The sum of a counter over all rows of its table never falls. Counting is wait-free; a
 *       short lock is taken only for the first sight of a name or of a pair of names, and when a
 *       name takes the place of another. A name that lost its place and gets one again begins anew.
 *   <li>G5. Ends stand before beginnings, and both only grow: in any copy, requests in flight are
 *       not negative in any stripe that a single thread counts in, and the reader clamps the rest.
 *   <li>G6. A reader's memory is bounded by {@link SegmentLayout#MAX_FILE_BYTES}, and nothing in a
 *       file makes it fail other than by {@link java.io.IOException}.
 *   <li>G7. The writer's lock ends with its process, however that ends; the clean-exit state is
 *       stored only by an orderly exit.
 * </ol>
 */
@NullMarked
package io.tidemark.segment;

import org.jspecify.annotations.NullMarked;

/**
 * What the collector measures: one class per signal, listed in order in {@code Signals}.
 *
 * <p>A signal reads files and makes system calls; it starts no process, needs no root, and leaves
 * out what it cannot see rather than reporting zero. Where it reads from is given to its
 * constructor, so that tests give it a fixture tree.
 */
@NullMarked
package io.tidemark.collector.signal;

import org.jspecify.annotations.NullMarked;

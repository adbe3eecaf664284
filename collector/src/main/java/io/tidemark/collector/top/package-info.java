/**
 * The terminal: what is wrong and who does how much, as text.
 *
 * <p>A {@link io.tidemark.collector.top.Watch} has a {@link io.tidemark.collector.top.Moment} at
 * any time: from a running collector ({@link io.tidemark.collector.top.CollectorWatch}) or from
 * what can be seen from here ({@link io.tidemark.collector.top.LocalWatch}). {@link
 * io.tidemark.collector.top.TopFrame} makes lines of a moment and a {@link
 * io.tidemark.collector.top.TopState}, which a {@link io.tidemark.collector.top.Key} changes: both
 * are pure. {@link io.tidemark.collector.top.Screen} alone knows a terminal. {@link
 * io.tidemark.collector.top.Evidence} is the verdict in lines, for {@code who} as well.
 *
 * <p>To add a column, add a constant to {@link io.tidemark.collector.top.TopColumn}.
 */
@NullMarked
package io.tidemark.collector.top;

import org.jspecify.annotations.NullMarked;

/**
 * Who does most of the work now: per client and handler the share of requests against the share of
 * items and time, and of what the requests caused; and one sentence that names whoever stands out.
 *
 * <p>Start at {@link io.tidemark.collector.who.Ranking}, which is pure: it compares two {@link
 * io.tidemark.collector.who.Ledger}s, which come from the segments ({@link
 * io.tidemark.collector.who.LedgerReader}) or from the collector's samples ({@link
 * io.tidemark.collector.who.SampledLedger}) and are equal then. {@link
 * io.tidemark.collector.who.StandOut} has the rule. {@link io.tidemark.collector.who.ReportText}
 * and {@link io.tidemark.collector.who.ReportJson} render its {@link
 * io.tidemark.collector.who.Report}.
 *
 * <p>To add an effect, add a constant to {@link io.tidemark.collector.who.Effect}, which finds its
 * columns by its metric, and its place in {@link io.tidemark.collector.who.CausedTable}, in the
 * switch of {@code SampledLedger} and in the page's script. Depends on the segment, on the sample
 * model, and on {@link io.tidemark.collector.signal.FanOut}.
 */
@NullMarked
package io.tidemark.collector.who;

import org.jspecify.annotations.NullMarked;

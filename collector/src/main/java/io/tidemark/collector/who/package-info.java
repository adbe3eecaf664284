/**
 * Who does most of the work now: per client and handler the share of requests against the share of
 * items and time, and one sentence that names whoever stands out.
 *
 * <p>Start at {@link io.tidemark.collector.who.Ranking}, which is pure: it compares two {@link
 * io.tidemark.collector.who.Ledger}s, which come from the segments ({@link
 * io.tidemark.collector.who.LedgerReader}) or from the collector's samples ({@link
 * io.tidemark.collector.who.SampledLedger}). {@link io.tidemark.collector.who.ReportText} and
 * {@link io.tidemark.collector.who.ReportJson} render its {@link io.tidemark.collector.who.Report}.
 * Depends on the segment and on the sample model.
 */
@NullMarked
package io.tidemark.collector.who;

import org.jspecify.annotations.NullMarked;

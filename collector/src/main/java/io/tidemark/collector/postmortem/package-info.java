/**
 * The incident report: what was kept of a time, as one page of HTML that needs nothing else.
 *
 * <p>Start at {@link io.tidemark.collector.postmortem.Postmortem}. {@link
 * io.tidemark.collector.postmortem.SeriesSource} is where series come from: a running collector or
 * the files of one that does not run. {@link io.tidemark.collector.postmortem.Recorded} asks it for
 * one span of time; {@link io.tidemark.collector.postmortem.Episodes} finds out which findings were
 * open, {@link io.tidemark.collector.postmortem.Timeline} what happened, {@link
 * io.tidemark.collector.postmortem.Heaviest} who did how much, {@link
 * io.tidemark.collector.postmortem.Chart} draws. All text goes through {@link
 * io.tidemark.collector.postmortem.Html}.
 *
 * <p>To add a chart, add a constant to {@link io.tidemark.collector.postmortem.Chart}.
 */
@NullMarked
package io.tidemark.collector.postmortem;

import org.jspecify.annotations.NullMarked;

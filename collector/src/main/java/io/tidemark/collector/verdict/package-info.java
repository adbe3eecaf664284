/**
 * The verdict: what is wrong, who causes it and how long is left, from one snapshot to the next.
 *
 * <p>Start at {@link io.tidemark.collector.verdict.VerdictEngine}: snapshots in, a {@link
 * io.tidemark.collector.verdict.Verdict} out. It is pure; the only clock is the snapshots'. {@link
 * io.tidemark.collector.verdict.Ledgers} turns counters into what each client did at each handler
 * in a step of a second; {@link io.tidemark.collector.verdict.Watch} follows one {@link
 * io.tidemark.collector.verdict.Stage} of the chain against its own baseline and decides when it is
 * on; {@link io.tidemark.collector.verdict.Attribution} charges its excess to clients; {@link
 * io.tidemark.collector.verdict.Sentences} says so. {@link
 * io.tidemark.collector.verdict.VerdictJson} and {@link
 * io.tidemark.collector.verdict.VerdictSamples} render it.
 *
 * <p>To add a symptom, add a constant to {@link io.tidemark.collector.verdict.Stage}, its reading
 * to {@code Place} and its clause to {@code Sentences}. Depends on the sample model and on the
 * figures of {@link io.tidemark.collector.who}.
 */
@NullMarked
package io.tidemark.collector.verdict;

import org.jspecify.annotations.NullMarked;

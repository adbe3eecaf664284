/**
 * The collector's memory: the samples of the last hours at full resolution, those of the days
 * before at coarser ones, in files of a bounded size.
 *
 * <p>Start at {@link io.tidemark.collector.store.SampleStore}: snapshots go in, {@link
 * io.tidemark.collector.store.SeriesQuery} gets series out. Half a minute of samples is a {@link
 * io.tidemark.collector.store.Block}, which {@link io.tidemark.collector.store.BlockCodec} packs.
 * Blocks go into a {@link io.tidemark.collector.store.Shard}, a file of H2's MVStore that is only
 * ever appended to; when the {@link io.tidemark.collector.store.Shards} of a {@link
 * io.tidemark.collector.store.Level} take more than their part of the size, the oldest file is
 * deleted. {@link io.tidemark.collector.store.Rollup} makes a coarse block of many fine ones.
 *
 * <p>What is read back is untrusted: every length is bounded, and a file that cannot be read costs
 * that file alone.
 */
@NullMarked
package io.tidemark.collector.store;

import org.jspecify.annotations.NullMarked;

/**
 * One snapshot, two renderings: Prometheus text ({@link
 * io.tidemark.collector.export.PrometheusText}) and OTLP ({@link
 * io.tidemark.collector.export.OtlpExport}).
 *
 * <p>Both go through {@link io.tidemark.collector.export.Families}, so that they agree on order and
 * on what a duplicate is. Nothing here measures: an export only reads the last snapshot. Depends on
 * the sample model and the metric catalogue.
 */
@NullMarked
package io.tidemark.collector.export;

import org.jspecify.annotations.NullMarked;

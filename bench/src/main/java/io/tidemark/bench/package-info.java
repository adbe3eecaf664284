/**
 * What Tidemark costs. {@link io.tidemark.bench.RecordBenchmark} measures the counting alone, with
 * JMH; {@link io.tidemark.bench.Comparison} runs one gRPC server without an agent, with Tidemark
 * and with the OpenTelemetry agent, side by side. Run by {@code bench/run}; never shipped.
 */
@NullMarked
package io.tidemark.bench;

import org.jspecify.annotations.NullMarked;

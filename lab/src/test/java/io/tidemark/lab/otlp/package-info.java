/**
 * Stands where Prometheus 3 takes in OTLP, for builds of it that lack the receiver, as Debian's do.
 * Start at {@link io.tidemark.lab.otlp.OtlpGateway}.
 */
@NullMarked
package io.tidemark.lab.otlp;

import org.jspecify.annotations.NullMarked;

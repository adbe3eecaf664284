/**
 * A running collector, asked by a command: start at {@link
 * io.tidemark.collector.remote.CollectorClient}. What it answers is untrusted: bounded in time, in
 * size and in depth. Depends on the texts of {@link io.tidemark.collector.who.ReportJson}.
 */
@NullMarked
package io.tidemark.collector.remote;

import org.jspecify.annotations.NullMarked;

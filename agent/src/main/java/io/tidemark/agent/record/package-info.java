/**
 * What is counted: {@link io.tidemark.agent.record.Ledger} gives each client × handler its row in
 * the segment, {@link io.tidemark.agent.record.Request} charges one request to it, exactly once.
 */
@NullMarked
package io.tidemark.agent.record;

import org.jspecify.annotations.NullMarked;

/**
 * The callers of the data plane: five ordinary clients, and the one that is new. Each keeps its own
 * ledger of what it sent, so that what the collector exports can be checked against an independent
 * count.
 *
 * <p>Start at {@link io.tidemark.lab.load.LoadClients}. A {@link
 * io.tidemark.lab.load.ClientProfile} says who calls what and how often, a {@link
 * io.tidemark.lab.load.Schedule} draws its requests from a seed, a {@link
 * io.tidemark.lab.load.LoadClient} sends them, a {@link io.tidemark.lab.load.Ledger} counts.
 */
@NullMarked
package io.tidemark.lab.load;

import org.jspecify.annotations.NullMarked;

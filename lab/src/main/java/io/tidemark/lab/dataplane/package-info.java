/**
 * The service that suffers the incident: a gRPC data plane which answers batches of keys from
 * memcached, and from a slow store on a miss. Every handler bounds its concurrent lookups, except
 * {@code Posts/GetPostRecord}.
 *
 * <p>Start at {@link io.tidemark.lab.dataplane.DataPlane}, the process, and {@link
 * io.tidemark.lab.dataplane.Assembly}, which wires it all together; the missing limit is the
 * difference between its {@link io.tidemark.lab.dataplane.FanOut}s. Every effect of a request is
 * also counted here, on its {@link io.tidemark.lab.dataplane.Caller}, to check what the agent
 * counts.
 */
@NullMarked
package io.tidemark.lab.dataplane;

import org.jspecify.annotations.NullMarked;

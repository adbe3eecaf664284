/**
 * The service that suffers the incident: a gRPC data plane which answers batches of keys from
 * memcached, and from a slow store on a miss. Every handler bounds its concurrent lookups, except
 * {@code Posts/GetPostRecord}.
 *
 * <p>Start at {@link io.tidemark.lab.dataplane.DataPlane}, which wires it all together; the missing
 * limit is the difference between its two {@link io.tidemark.lab.dataplane.FanOut}s.
 */
@NullMarked
package io.tidemark.lab.dataplane;

import org.jspecify.annotations.NullMarked;

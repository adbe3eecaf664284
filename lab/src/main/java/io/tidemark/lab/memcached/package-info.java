/**
 * The cache in front of the data plane's store: a blocking client of the memcached text protocol,
 * the pool of the incident (bounded idle, unbounded total), and a small stand-in for the server.
 *
 * <p>Start at {@link io.tidemark.lab.memcached.MemcachedPool}. Depends on the JDK only.
 *
 * @see <a
 *     href="https://github.com/memcached/memcached/blob/master/doc/protocol.txt">protocol.txt</a>
 */
@NullMarked
package io.tidemark.lab.memcached;

import org.jspecify.annotations.NullMarked;

/** The cache's client, its pool and its stand-in, over real sockets. */
@NullMarked
package io.tidemark.lab.memcached;

import org.jspecify.annotations.NullMarked;

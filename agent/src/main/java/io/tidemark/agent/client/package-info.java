/**
 * Who sent a request: an ordered list of {@link io.tidemark.agent.client.ClientSource}s, of which
 * the first that has a name to give wins. Knows nothing of any framework.
 */
@NullMarked
package io.tidemark.agent.client;

import org.jspecify.annotations.NullMarked;

/**
 * Methods named in the configuration, treated as handlers: {@link
 * io.tidemark.agent.method.MethodSpec} says which, and which arguments are the client and the
 * batch.
 */
@NullMarked
package io.tidemark.agent.method;

import org.jspecify.annotations.NullMarked;

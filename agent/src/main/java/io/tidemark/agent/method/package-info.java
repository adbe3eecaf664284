/**
 * Methods named in the configuration, treated as handlers: {@link
 * io.tidemark.agent.method.MethodSpec} says which, and which arguments are the client and the
 * batch; {@code MethodWeaving} puts {@code MethodAdvice} around each.
 *
 * <p>A request begins where the method begins and ends where it returns or throws; if it returns a
 * {@code CompletionStage}, when that completes. Inside a call of a handler the same handler does
 * not count again, so that overloads that call each other count once.
 *
 * <p>Limits: exact class names only, no constructors, nothing of the JDK. A promise's end is
 * counted by a callback beside the caller's own, so that a caller may see the result first.
 */
@NullMarked
package io.tidemark.agent.method;

import org.jspecify.annotations.NullMarked;

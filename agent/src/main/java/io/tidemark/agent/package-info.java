/**
 * The Java agent: charges each request of a service to client and handler, in shared memory.
 *
 * <p>Start at {@link Premain}, which makes an isolated class loader, and {@link Agent}, which it
 * starts there. In the order in which a request meets them:
 *
 * <ul>
 *   <li>{@code weave}: which classes of the service are changed, and changed back;
 *   <li>{@code grpc}, {@code http}, {@code method}: one package per framework, each with its
 *       instrumentation, its advice (code that is inlined into the service's classes) and its
 *       recorder;
 *   <li>{@code bridge}: the one class that service and agent both see, on the bootstrap loader;
 *   <li>{@code client}, {@code items}: who sent a request, and how much work is in it;
 *   <li>{@code record}: what is counted, in the segment;
 *   <li>{@code hold}: what is kept beside the service's objects, classes and threads;
 *   <li>{@code gc}: the pauses of the JVM's collectors, where nobody else can see them;
 *   <li>{@code config}: the settings.
 * </ul>
 *
 * <p>Nothing here starts a thread that stays, opens a socket or takes a lock on a request's path.
 */
@NullMarked
package io.tidemark.agent;

import org.jspecify.annotations.NullMarked;

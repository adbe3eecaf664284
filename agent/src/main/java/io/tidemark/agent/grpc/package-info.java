/**
 * gRPC-java servers: what is hooked is {@code ServerCallImpl} and its listener in grpc-core, which
 * plain Netty, shaded Netty and in-process transports share and none relocates.
 *
 * <ul>
 *   <li>{@link io.tidemark.agent.grpc.GrpcTarget} names the classes, {@code GrpcShape} checks them,
 *       {@code GrpcWeaving} changes them with {@code GrpcAdvice};
 *   <li>a request begins when the call is made ({@code ServerCallImpl}'s constructor), so that it
 *       counts while it waits for a thread;
 *   <li>items and bytes are charged message by message, where {@code MethodDescriptor} parses them
 *       on behalf of a call: in {@code messagesAvailable}, and since grpc-java 1.8x in {@code
 *       halfClosed} for a call with a single request message;
 *   <li>it ends where the service's code throws out of the listener: grpc-java answers UNKNOWN
 *       then, past the call, and tells the call OK;
 *   <li>otherwise it ends before {@code ServerCall.close} sends the status, so that the client
 *       never sees an answer that is not counted yet; or when the transport tells that the stream
 *       was closed (cancelled, deadline exceeded, connection lost); or when an interceptor or
 *       handler throws before there was a listener to tell;
 *   <li>the request is kept beside the call, in a weak table: a field could neither be added to a
 *       class that is loaded already, nor be taken away when the agent is detached.
 * </ul>
 *
 * <p>Limits: a call whose service closes it with OK but without a response counts as OK, while
 * grpc-java turns it into INTERNAL afterwards. A server behind {@code xds} or a servlet counts like
 * any other, since both use the same classes.
 */
@NullMarked
package io.tidemark.agent.grpc;

import org.jspecify.annotations.NullMarked;

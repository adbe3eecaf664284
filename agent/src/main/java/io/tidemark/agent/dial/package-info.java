/**
 * Outbound TCP connections, from the connect to the close: {@link
 * io.tidemark.agent.dial.DialTarget} and {@link io.tidemark.agent.dial.NettyChange} say where the
 * JDK and Netty's native transport for Linux are hooked, {@link
 * io.tidemark.agent.dial.DialRecorder} charges what is told there, {@code DialError} names what
 * went wrong.
 *
 * <p>A dial is one attempt: a connect that reached the operating system, or an explicit bind that
 * it refused, since then no connect follows. {@code sun.nio.ch.Net} has three ways to connect; the
 * two with three parameters are used for TCP alone, the one with four also for UDP, and Unix domain
 * sockets use none of them. The classes of sockets and channels tell a dial's bind from a server's,
 * and know when their own timeout has passed. Netty's NIO transport is the JDK's and has no hook of
 * its own. Every hook is a call put into a method's body: no Byte Buddy, no field, no variable.
 *
 * <p>Each dial makes a {@code Connection}, kept in {@code Connections} beside the object that
 * stands for the socket ({@code java.io.FileDescriptor}, or Netty's {@code Socket}), by identity
 * and weakly. Whatever becomes of it is charged to the row of the request that dialled and to the
 * row of the destination, whichever thread finds out: success or failure with the time since the
 * connect began, and the close with the time since its success. The request itself is not kept.
 * Sockets that were accepted are in no table: they cost a look into it when they end.
 *
 * <p>Who closed first: the peer, when a read had found the end or any call that the peer was gone;
 * this side, when it closed, or shut its output down, before that. So TIME_WAIT is here for {@code
 * local}, but for connections that were reset.
 *
 * <p>Destinations are {@code address:port} with the address as the collector writes it. Dials that
 * failed in their bind have none yet, and are those of {@code other}.
 *
 * <p>Limits.
 *
 * <ul>
 *   <li>A bind that fails and is tried again on another port is a failed dial each time.
 *   <li>A connect that the service gives up, by closing the socket, counts as timed out: that is
 *       how Netty and the JDK's HTTP client time out, and other reasons cannot be told from it.
 *   <li>A peer that closes unnoticed, because nobody reads, leaves a connection that is closed by
 *       this side. One closed with a linger time of 0 is {@code local} and leaves no TIME_WAIT.
 *   <li>A socket that is dropped without a close has no end; {@code Socket} and its kin are closed
 *       by the JDK's cleaner, and count then. Of connections beyond {@code Connections.MAX} only
 *       the dial is counted.
 *   <li>The JDK's HTTP client tries a refused connect once more, on a thread of its own: that dial
 *       is nobody's, unless the context follows it there.
 *   <li>Netty: TCP Fast Open (a connect that carries data), {@code io_uring} and {@code kqueue} are
 *       not seen. Its errors are told by the system's English text.
 *   <li>Windows: late failures of asynchronous channels, and all closes, are not seen.
 * </ul>
 *
 * <p>Tested on JDK 17 and 25, with Netty 4.2 plain and inside gRPC.
 */
@NullMarked
package io.tidemark.agent.dial;

import org.jspecify.annotations.NullMarked;

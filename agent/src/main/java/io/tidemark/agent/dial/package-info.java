/**
 * Outbound TCP connects of the JDK's sockets and channels: {@code DialAdvice} tells of them, {@link
 * io.tidemark.agent.dial.DialRecorder} charges them, {@code DialError} names what went wrong.
 *
 * <p>A dial is one attempt: a connect that reached the operating system, or an explicit bind that
 * it refused, since then no connect follows. {@code sun.nio.ch.Net} has three ways to connect; the
 * two with three parameters are used for TCP alone, the one with four also for UDP, and Unix domain
 * sockets use none of them. The classes of sockets and channels tell a dial's bind from a server's,
 * and know when their own timeout has passed.
 *
 * <p>Charged to the request that the thread works for when it happens. A connect that fails later
 * is charged, as an error, to the request of the thread that finds out: mostly a selector's thread,
 * which works for none.
 *
 * <p>Limits. A bind that fails and is tried again on another port is a failed dial each time. A
 * connect that is given up, because the service closes the socket or interrupts the thread, is a
 * dial without an error. One by {@code AsynchronousSocketChannel} that fails later than at once is
 * an error of unknown type. Netty's native transports pass all of this by. Same methods on JDK 17
 * and 25.
 */
@NullMarked
package io.tidemark.agent.dial;

import org.jspecify.annotations.NullMarked;

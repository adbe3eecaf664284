/**
 * The TCP sockets of this network namespace, counted: by state, by destination, by source address.
 *
 * <p>A {@link io.tidemark.collector.socket.SocketTable} tells every socket to a {@link
 * io.tidemark.collector.socket.SocketCensus}, number by number, because a busy host has tens of
 * thousands and an object for each would be felt. There are three tables: {@link
 * io.tidemark.collector.socket.SockDiag} asks the kernel over netlink, {@link
 * io.tidemark.collector.socket.ProcNetTcp} reads procfs where that is refused, and {@link
 * io.tidemark.collector.socket.OshiSockets} serves other systems.
 */
@NullMarked
package io.tidemark.collector.socket;

import org.jspecify.annotations.NullMarked;

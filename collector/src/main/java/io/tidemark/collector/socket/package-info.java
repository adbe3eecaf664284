/**
 * The TCP sockets of a network namespace, counted by state, by destination and by source address,
 * and when the ports run out.
 *
 * <p>A {@link io.tidemark.collector.socket.SocketTable} tells every socket to a {@link
 * io.tidemark.collector.socket.SocketCensus}, number by number, because a busy host has tens of
 * thousands and an object for each would be felt. There are three tables: {@link
 * io.tidemark.collector.socket.SockDiag} asks the kernel over netlink, {@link
 * io.tidemark.collector.socket.ProcNetTcp} reads procfs where that is refused, and {@link
 * io.tidemark.collector.socket.OshiSockets} serves other systems.
 *
 * <p>{@link io.tidemark.collector.socket.PortSurvey} lists them and looks ahead: a {@link
 * io.tidemark.collector.socket.PortOutlook} for each destination and source address, made from what
 * is held and when that is released, and from the dials of the last minute.
 */
@NullMarked
package io.tidemark.collector.socket;

import org.jspecify.annotations.NullMarked;

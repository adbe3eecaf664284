/**
 * The network namespaces that JVMs are in, besides the collector's own.
 *
 * <p>{@link io.tidemark.collector.netns.Namespaces} finds them, through the JVMs, and names them;
 * begin there. A {@link io.tidemark.collector.netns.NetNamespace} is one of them, with all that can
 * be read of it. {@link io.tidemark.collector.netns.NetColumns} parses the kernel's counters of any
 * namespace.
 *
 * <p>There are two ways into a namespace. With CAP_SYS_ADMIN it is entered, on a thread that ends
 * afterwards: see {@link io.tidemark.collector.socket.ForeignNamespace}. Without, there is {@code
 * /proc/PID/net}, which the kernel shows to everybody who sees the process; only the range of ports
 * is nowhere in there.
 */
@NullMarked
package io.tidemark.collector.netns;

import org.jspecify.annotations.NullMarked;

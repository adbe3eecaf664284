package io.tidemark.collector.signal;

import io.tidemark.collector.kernel.KernelFiles;
import io.tidemark.collector.netns.Namespaces;
import io.tidemark.collector.netns.NetNamespace;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.socket.PortSettings;
import io.tidemark.collector.socket.SocketTable;
import io.tidemark.collector.socket.SocketTotals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The TCP sockets and the ports of the network namespace that the collector runs in, and of those
 * that {@link TcpSignal} found. One of these that cannot be read is told to it, and costs the
 * others nothing.
 */
final class SocketSignal implements Signal {
  private final SocketTable table;
  private final NamespaceSockets own;
  private final Namespaces namespaces;
  private final Source host;
  private final LongSupplier nanoClock;
  private final Map<NetNamespace, NamespaceSockets> foreign = new HashMap<>();

  SocketSignal(
      SocketTable table, Namespaces namespaces, Path proc, Source host, LongSupplier nanoClock) {
    this(table, namespaces, proc, KernelFiles.of(proc), host, nanoClock);
  }

  SocketSignal(
      SocketTable table,
      Namespaces namespaces,
      Path proc,
      KernelFiles files,
      Source host,
      LongSupplier nanoClock) {
    this.table = table;
    this.namespaces = namespaces;
    this.host = host;
    this.nanoClock = nanoClock;
    SocketTotals.Files totals = SocketTotals.Files.in(proc.resolve("net"), files);
    this.own =
        new NamespaceSockets(
            Namespaces.OWN, table, totals::read, () -> PortSettings.read(proc), host, nanoClock);
  }

  @Override
  public String name() {
    return "sockets";
  }

  @Override
  public void sample(Consumer<Sample> out) throws IOException {
    List<NetNamespace> open = namespaces.open();
    foreign.keySet().retainAll(open);
    open.forEach(namespace -> foreign(namespace, out));
    own.sample(out); // last: a failure ends the sample
  }

  private void foreign(NetNamespace namespace, Consumer<Sample> out) {
    try {
      foreign.computeIfAbsent(namespace, this::sockets).sample(out);
    } catch (IOException e) {
      namespace.failed(e);
    }
  }

  private NamespaceSockets sockets(NetNamespace namespace) {
    return new NamespaceSockets(
        namespace.label(),
        namespace.sockets(),
        () -> SocketTotals.read(namespace.net()),
        namespace::settings,
        host,
        nanoClock);
  }

  @Override
  public List<String> unsupported() {
    return own.unsupported();
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}

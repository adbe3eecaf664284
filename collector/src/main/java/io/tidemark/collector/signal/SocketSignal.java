package io.tidemark.collector.signal;

import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.socket.PortSettings;
import io.tidemark.collector.socket.SocketTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The TCP sockets and the ports of the network namespace that the collector runs in. */
final class SocketSignal implements Signal {
  private static final String OWN = "host";

  private final NamespaceSockets sockets;

  SocketSignal(SocketTable table, Path proc, Source host, LongSupplier nanoClock) {
    this.sockets =
        new NamespaceSockets(
            OWN, table, proc.resolve("net"), () -> PortSettings.read(proc), host, nanoClock);
  }

  @Override
  public String name() {
    return "sockets";
  }

  @Override
  public void sample(Consumer<Sample> out) throws IOException {
    sockets.sample(out);
  }

  @Override
  public List<String> unsupported() {
    return sockets.unsupported();
  }
}

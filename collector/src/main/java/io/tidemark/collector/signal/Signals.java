package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.JvmDiscovery;
import io.tidemark.collector.process.HostName;
import io.tidemark.collector.process.HostTable;
import io.tidemark.collector.process.OshiHost;
import io.tidemark.collector.process.OshiProcesses;
import io.tidemark.collector.process.ProcHost;
import io.tidemark.collector.process.ProcProcesses;
import io.tidemark.collector.process.ProcessTable;
import io.tidemark.collector.process.Procfs;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.socket.OshiSockets;
import io.tidemark.collector.socket.ProcNetTcp;
import io.tidemark.collector.socket.SockDiag;
import io.tidemark.collector.socket.SocketTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Every signal, in the order in which they are sampled. */
final class Signals {
  private static final System.Logger LOG = System.getLogger(Signals.class.getName());

  private Signals() {}

  static Sampler standard(CollectorSettings settings, Clock clock) {
    return standard(settings, clock, new Tally(), snapshot -> {});
  }

  static Sampler standard(
      CollectorSettings settings, Clock clock, Tally tally, Consumer<Snapshot> published) {
    Path proc = settings.proc();
    String hostName = HostName.of(proc);
    Source host =
        new Source(
            "tidemark-collector",
            hostName,
            clock.millis(),
            Map.of("host.name", hostName, "service.version", settings.version()),
            true);
    JvmDiscovery discovery =
        new JvmDiscovery(
            settings.directory(), settings.keepDead(), proc, settings.tmp(), hostName, clock);
    List<Signal> signals =
        List.of(
            new JvmSignal(discovery),
            new LedgerSignal(discovery::jvms, clock),
            new HsperfSignal(discovery::jvms),
            new ProcessSignal(discovery::jvms, processes(proc), clock),
            new HostSignal(host(proc), host),
            new SocketSignal(sockets(settings), proc, host));
    return new Sampler(signals, host, settings.version(), clock, tally, published);
  }

  // Linux is read from procfs, a file at a time; every other system is what OSHI makes of it.
  private static ProcessTable processes(Path proc) {
    return Procfs.at(proc) ? new ProcProcesses(proc) : new OshiProcesses();
  }

  private static HostTable host(Path proc) {
    return Procfs.at(proc) ? new ProcHost(proc) : new OshiHost();
  }

  private static SocketTable sockets(CollectorSettings settings) {
    if (!Procfs.at(settings.proc())) {
      return new OshiSockets();
    }
    if (!settings.live()) {
      return new ProcNetTcp(settings.proc());
    }
    try {
      return SockDiag.open();
    } catch (IOException e) {
      boolean procfs = Files.isReadable(settings.proc().resolve("net/tcp"));
      SocketTable table = procfs ? new ProcNetTcp(settings.proc()) : new OshiSockets();
      LOG.log(
          System.Logger.Level.WARNING,
          "sockets are read from {0}, at a higher cost: {1}",
          table.name(),
          e.getMessage());
      return table;
    }
  }
}

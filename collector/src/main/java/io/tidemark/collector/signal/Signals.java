package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.JvmDiscovery;
import io.tidemark.collector.kernel.KernelFiles;
import io.tidemark.collector.kernel.ProcessStats;
import io.tidemark.collector.life.LifeWatch;
import io.tidemark.collector.netns.Doors;
import io.tidemark.collector.netns.Namespaces;
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
import io.tidemark.collector.verdict.Moment;
import io.tidemark.collector.verdict.Verdict;
import io.tidemark.collector.who.DeathNotes;
import io.tidemark.collector.who.Deaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Every signal, in the order in which they are sampled. */
final class Signals {
  private static final System.Logger LOG = System.getLogger(Signals.class.getName());

  private Signals() {}

  static Sampler standard(CollectorSettings settings, Clock clock) {
    return standard(settings, clock, new Tally(), snapshot -> {}, (verdict, moment) -> {});
  }

  static Sampler standard(
      CollectorSettings settings,
      Clock clock,
      Tally tally,
      Consumer<Snapshot> published,
      BiConsumer<Verdict, Moment> verdicts) {
    Path proc = settings.proc();
    String hostName = HostName.of(proc);
    Source host =
        new Source(
            "tidemark-collector",
            hostName,
            clock.millis(),
            Map.of("host.name", hostName, "service.version", settings.version()),
            true);
    KernelFiles files = KernelFiles.of(proc);
    ProcessStats stats = new ProcessStats(proc, files);
    JvmDiscovery discovery =
        new JvmDiscovery(
            settings.directory(),
            settings.keepDead(),
            proc,
            settings.tmp(),
            hostName,
            clock,
            stats);
    JvmCgroups cgroups = new JvmCgroups(proc, files);
    Deaths deaths = new Deaths();
    LifeWatch lives =
        new LifeWatch(
            proc,
            files,
            stats,
            clock.millis(),
            settings.keepDead(),
            deaths,
            settings.guest()
                ? DeathNotes.onlyRead(settings.directory())
                : new DeathNotes(settings.directory()));
    LongSupplier nanoClock = nanoClock(settings, clock);
    Namespaces namespaces =
        new Namespaces(proc, settings.live() ? Doors.OPEN : Doors.SHUT, nanoClock);
    List<Signal> signals =
        List.of(
            new JvmSignal(discovery),
            new LedgerSignal(discovery::jvms, clock, System::nanoTime),
            new CgroupSignal(discovery::jvms, cgroups),
            new KillSignal(discovery::jvms, cgroups, host, lives, clock),
            new HsperfSignal(discovery::jvms, clock, System::nanoTime),
            new ProcessSignal(discovery::jvms, processes(proc, files, stats), clock),
            new HostSignal(host(proc, files), host),
            new TcpSignal(discovery::jvms, namespaces, proc, files, host, clock),
            new SocketSignal(sockets(settings), namespaces, proc, files, host, nanoClock),
            new VerdictSignal(host, verdicts, clock));
    return new Sampler(signals, host, settings.version(), clock, tally, published, deaths);
  }

  private static LongSupplier nanoClock(CollectorSettings settings, Clock clock) {
    return settings.live() ? System::nanoTime : () -> clock.millis() * 1_000_000L;
  }

  // Linux is read from procfs, a file at a time; every other system is what OSHI makes of it.
  private static ProcessTable processes(Path proc, KernelFiles files, ProcessStats stats) {
    return Procfs.at(proc) ? new ProcProcesses(proc, files, stats) : new OshiProcesses();
  }

  private static HostTable host(Path proc, KernelFiles files) {
    return Procfs.at(proc) ? new ProcHost(proc, files) : new OshiHost();
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

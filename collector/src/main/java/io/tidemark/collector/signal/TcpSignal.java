package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.kernel.KernelFiles;
import io.tidemark.collector.netns.Namespaces;
import io.tidemark.collector.netns.NetNamespace;
import io.tidemark.collector.netns.TimeWaitLimit;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The kernel's TCP counters, of the collector's network namespace and of every other one that a JVM
 * is in. Looks for those anew, for all signals about namespaces, and so comes before them.
 *
 * <p>A namespace that cannot be read is reported as such; the others are not affected. Of {@code
 * netstat} another namespace's is read at each fifth sample only.
 */
final class TcpSignal implements Signal {
  // A node may have twenty namespaces, and its kernel takes 75 us to write one's netstat.
  private static final int SAMPLES_PER_NETSTAT = 5;

  private final Supplier<List<Jvm>> jvms;
  private final Namespaces namespaces;
  private final KernelFiles files;
  private final TcpFiles own;
  private final KernelFiles.Kept ownLimit;
  private final Source host;
  private final CounterStarts starts;
  private final Map<NetNamespace, TcpCounters> foreign = new HashMap<>();
  private List<String> unsupported = List.of();
  private long samples;

  TcpSignal(Supplier<List<Jvm>> jvms, Namespaces namespaces, Path proc, Source host, Clock clock) {
    this(jvms, namespaces, proc, KernelFiles.of(proc), host, clock);
  }

  TcpSignal(
      Supplier<List<Jvm>> jvms,
      Namespaces namespaces,
      Path proc,
      KernelFiles files,
      Source host,
      Clock clock) {
    this.jvms = jvms;
    this.namespaces = namespaces;
    this.files = files;
    this.own = TcpFiles.in(proc.resolve("net"), files);
    this.ownLimit = files.keep(proc.resolve(TimeWaitLimit.FILE));
    this.host = host;
    this.starts = new CounterStarts(host, proc, clock);
  }

  @Override
  public String name() {
    return "tcp";
  }

  @Override
  public void sample(Consumer<Sample> out) throws IOException {
    namespaces.look(jvms.get());
    List<NetNamespace> open = namespaces.open();
    foreign.keySet().retainAll(open);
    open.forEach(namespace -> foreign(out, namespace));
    samples++;
    unreadable(out);
    own(out);
  }

  private void own(Consumer<Sample> out) throws IOException {
    TcpCounters counters = new TcpCounters(own);
    OptionalLong limit = TimeWaitLimit.read(ownLimit);
    report(out, Namespaces.OWN, Namespaces.OWN, counters, limit);
    List<String> missing = new ArrayList<>(counters.missing());
    if (limit.isEmpty()) {
      missing.add("tcp_max_tw_buckets_missing");
    }
    unsupported = missing;
  }

  private void foreign(Consumer<Sample> out, NetNamespace namespace) {
    try {
      TcpCounters counters = read(namespace);
      if (counters.none()) {
        throw new NoSuchFileException(namespace.net().toString());
      }
      foreign.put(namespace, counters);
      report(out, namespace.label(), namespace.identity(), counters, namespace.timeWaitLimit());
    } catch (IOException e) {
      namespace.failed(e);
    }
  }

  private TcpCounters read(NetNamespace namespace) throws IOException {
    TcpCounters before = foreign.get(namespace);
    TcpFiles net = TcpFiles.in(namespace.net(), files);
    try {
      return before == null || samples % SAMPLES_PER_NETSTAT == 0
          ? new TcpCounters(net)
          : new TcpCounters(net, before);
    } finally {
      net.close();
    }
  }

  private void report(
      Consumer<Sample> out,
      String label,
      String identity,
      TcpCounters counters,
      OptionalLong timeWaitLimit) {
    counters.report(out, starts.of(label, identity, counters), label);
    Report report = new Report(out, host);
    timeWaitLimit.ifPresent(limit -> report.count(Metric.TIME_WAIT_LIMIT, limit, label));
  }

  private void unreadable(Consumer<Sample> out) {
    Map<List<String>, Long> counts =
        new TreeMap<>(
            Comparator.<List<String>, String>comparing(l -> l.get(0)).thenComparing(l -> l.get(1)));
    for (Namespaces.Unreadable some : namespaces.unreadable()) {
      counts.merge(List.of(some.label(), some.reason().label()), some.count(), Math::max);
    }
    for (NetNamespace namespace : namespaces.open()) {
      for (var reason : namespace.unreadable()) {
        counts.merge(List.of(namespace.label(), reason.label()), 1L, Math::max);
      }
    }
    counts.forEach(
        (labels, count) ->
            out.accept(
                new NumberSample(Metric.NAMESPACE_UNREADABLE, host, labels, (double) count)));
  }

  @Override
  public List<String> unsupported() {
    return unsupported;
  }

  @Override
  public void close() {
    namespaces.close();
  }
}

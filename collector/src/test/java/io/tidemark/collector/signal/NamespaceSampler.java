package io.tidemark.collector.signal;

import io.tidemark.collector.jvm.Jvm;
import io.tidemark.collector.netns.Doors;
import io.tidemark.collector.netns.Namespaces;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.socket.SockDiag;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The signals about network namespaces, on the running system and for JVMs of which only a process
 * is known. As a program it samples the processes that it is given, and prints that.
 */
final class NamespaceSampler implements AutoCloseable {
  private static final Path PROC = Path.of("/proc");
  private static final Source HOST = new Source("collector", "node-7", 0, Map.of(), true);

  /** What is the same by whichever way a namespace is read, or says that it is not. */
  private static final Set<Metric> COMPARED =
      EnumSet.of(
          Metric.CONNECTIONS,
          Metric.TIME_WAIT,
          Metric.PORTS_LIMIT,
          Metric.TCP_OPENS,
          Metric.TCP_OPEN_FAILURES,
          Metric.TCP_RESETS,
          Metric.TCP_RETRANSMITS,
          Metric.LISTEN_OVERFLOWS,
          Metric.LISTEN_DROPS,
          Metric.TIME_WAIT_OVERFLOWS,
          Metric.TIME_WAIT_LIMIT,
          Metric.NAMESPACE_UNREADABLE);

  private final TcpSignal tcp;
  private final SocketSignal sockets;
  private List<Jvm> jvms = List.of();

  NamespaceSampler() throws IOException {
    Namespaces namespaces = new Namespaces(PROC, Doors.OPEN, System::nanoTime);
    this.tcp = new TcpSignal(() -> jvms, namespaces, PROC, HOST, Clock.systemUTC());
    this.sockets = new SocketSignal(SockDiag.open(), namespaces, PROC, HOST, System::nanoTime);
  }

  public static void main(String[] pids) throws IOException {
    try (NamespaceSampler sampler = new NamespaceSampler()) {
      sampler.seeProcesses(pids);
      System.out.print(sampler.sampleForeign());
    }
  }

  /** From now on there is a JVM in each of these processes, {@code svc/n-1} and so on. */
  void seeProcesses(String... pids) {
    List<Jvm> found = new ArrayList<>();
    for (String pid : pids) {
      Source source = new Source("svc", "n-" + (found.size() + 1), 0, Map.of(), false);
      OptionalLong process = OptionalLong.of(Long.parseLong(pid));
      found.add(new Jvm(source, process, Optional.empty(), Optional.empty(), List.of()));
    }
    jvms = found;
  }

  /** Samples; what is of foreign namespaces as text. */
  String sampleForeign() throws IOException {
    return foreign(sampleTcp()) + foreign(sampleSockets());
  }

  /** The first half of a sample, which looks for namespaces. */
  List<Sample> sampleTcp() throws IOException {
    List<Sample> samples = new ArrayList<>();
    tcp.sample(samples::add);
    return samples;
  }

  /** The second half. */
  List<Sample> sampleSockets() throws IOException {
    List<Sample> samples = new ArrayList<>();
    sockets.sample(samples::add);
    return samples;
  }

  private static String foreign(List<Sample> samples) {
    return samples.stream()
        .filter(sample -> COMPARED.contains(sample.metric()))
        .filter(sample -> !sample.labels().get(0).equals(Namespaces.OWN))
        .map(sample -> SampleText.of(sample) + "\n")
        .collect(Collectors.joining());
  }

  @Override
  public void close() throws IOException {
    sockets.close();
    tcp.close();
  }
}

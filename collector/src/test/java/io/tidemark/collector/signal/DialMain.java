package io.tidemark.collector.signal;

import io.tidemark.collector.netns.Doors;
import io.tidemark.collector.netns.Namespaces;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.socket.SockDiag;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Dials itself at a constant rate until it gets no port, in the network namespace in which it is
 * started, and samples that namespace meanwhile. Arguments: the address, dials a second, {@code
 * bind} or {@code connect}, seconds after which to stop.
 *
 * <p>Prints {@code sample MS TIME_LEFT SOURCE_TIME_LEFT} for each sample, with {@code -} for what
 * is absent; {@code failed MS MESSAGE} or {@code stopped MS}; then, for each line that it reads,
 * the samples of that moment, and {@code end}.
 */
final class DialMain {
  private static final int PORT = 20_000;
  private static final int OPEN = 3;
  private static final long SECOND_NS = 1_000_000_000;

  private final InetAddress address;
  private final boolean binds;
  private final SocketSignal signal;
  private final long startNs;

  private DialMain(InetAddress address, boolean binds) throws IOException {
    this.address = address;
    this.binds = binds;
    Source host = new Source("collector", "test", 0, Map.of(), true);
    Path proc = Path.of("/proc");
    Namespaces none = new Namespaces(proc, Doors.SHUT, System::nanoTime);
    this.signal = new SocketSignal(SockDiag.open(), none, proc, host, System::nanoTime);
    signal.sample(sample -> {});
    this.startNs = System.nanoTime();
  }

  public static void main(String[] args) throws IOException {
    InetAddress address = InetAddress.getByName(args[0]);
    try (ServerSocket server = new ServerSocket(PORT, 512, address)) {
      thread(() -> serve(server));
      DialMain main = new DialMain(address, args[2].equals("bind"));
      List<Socket> open = new ArrayList<>();
      for (int i = 0; i < OPEN; i++) {
        open.add(main.dial());
      }
      thread(main::sampleEverySecond);
      System.out.println(main.dials(Integer.parseInt(args[1]), Integer.parseInt(args[3])));
      while (System.in.read() == '\n') {
        main.samples().forEach(sample -> System.out.println(SampleText.of(sample)));
        System.out.println("end");
      }
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private interface Failing {
    void run() throws IOException;
  }

  private static void thread(Failing task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                System.out.println("broken " + e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** Closes each connection after its client has, so that TIME_WAIT is the client's. */
  private static void serve(ServerSocket server) throws IOException {
    List<Socket> open = new ArrayList<>();
    while (true) {
      Socket accepted = server.accept();
      if (open.size() < OPEN) {
        open.add(accepted);
      } else {
        accepted.getInputStream().read();
        accepted.close();
      }
    }
  }

  private Socket dial() throws IOException {
    Socket socket = new Socket();
    try {
      if (binds) {
        socket.bind(new InetSocketAddress(address, 0));
      }
      socket.connect(new InetSocketAddress(address, PORT));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private String dials(int perSecond, int seconds) throws IOException {
    for (long dial = 0; dial < (long) perSecond * seconds; dial++) {
      long dueNs = startNs + dial * SECOND_NS / perSecond;
      while (System.nanoTime() < dueNs) {
        LockSupport.parkNanos(dueNs - System.nanoTime());
      }
      try {
        dial().close();
      } catch (BindException e) {
        return "failed " + elapsedMs() + " " + e.getMessage();
      }
    }
    return "stopped " + elapsedMs();
  }

  private long elapsedMs() {
    return (System.nanoTime() - startNs) / 1_000_000;
  }

  private void sampleEverySecond() throws IOException {
    for (long second = 1; true; second++) {
      long dueNs = startNs + second * SECOND_NS;
      while (System.nanoTime() < dueNs) {
        LockSupport.parkNanos(dueNs - System.nanoTime());
      }
      long sampledMs = elapsedMs();
      List<Sample> samples = samples();
      System.out.printf(
          "sample %d %s %s%n",
          sampledMs,
          timeLeft(samples, Metric.PORTS_TIME_LEFT),
          timeLeft(samples, Metric.SOURCE_PORTS_TIME_LEFT));
    }
  }

  private synchronized List<Sample> samples() throws IOException {
    List<Sample> samples = new ArrayList<>();
    signal.sample(samples::add);
    return samples;
  }

  private static String timeLeft(List<Sample> samples, Metric metric) {
    return samples.stream()
        .filter(sample -> sample.metric() == metric)
        .map(sample -> Double.toString(((NumberSample) sample).value()))
        .findFirst()
        .orElse("-");
  }
}

package io.tidemark.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One connection of a request to a listener on loopback, from its dial to its close: with the agent
 * and without. {@link Dialler#handle} is the request. Run: {@code bench/run dials}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DialBenchmark {
  private static final String AGENT =
      "-javaagent:agent/target/tidemark-agent.jar=dir=/dev/shm/tidemark-bench,"
          + "methods=io.tidemark.bench.Dialler#handle(client=0)";

  private final Dialler dialler = new Dialler();
  private ServerSocket listener;

  /** Opens the listener, which closes what it accepts. */
  @Setup
  public void open() throws IOException {
    listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept, "acceptor");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** Closes it. */
  @TearDown
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        listener.accept().close();
      }
    } catch (SocketException e) {
      // closed: the end
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the JDK does it. */
  @Benchmark
  @Fork(3)
  public void alone() throws IOException {
    dialler.handle("feeds", listener);
  }

  /** Counted by request and destination, timed, and followed to its close. */
  @Benchmark
  @Fork(value = 3, jvmArgsAppend = AGENT)
  public void withTidemark() throws IOException {
    dialler.handle("feeds", listener);
  }
}

package io.tidemark.lab.demo;

import io.tidemark.lab.memcached.StandIn;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The running cache: real memcached where it is on the PATH, otherwise the stand-in, in this
 * process.
 *
 * @param description for people
 */
record Cache(int port, String description, Closeable server) implements Closeable {
  private static final Duration START_LIMIT = Duration.ofSeconds(10);
  private static final int MAX_CONNECTIONS = 2_048;

  /** More than the kernel's usual limit: a burst of dials must not end in lost SYNs. */
  private static final int BACKLOG = 4_096;

  static Cache start(Programs programs, Path logs) throws IOException {
    Optional<Path> memcached = programs.find("memcached");
    if (memcached.isPresent()) {
      return real(memcached.get(), programs.lowPriority(), logs);
    }
    StandIn standIn = new StandIn(InetAddress.getLoopbackAddress(), 0);
    return new Cache(standIn.port(), "a stand-in for memcached, which is not on the PATH", standIn);
  }

  private static Cache real(Path program, List<String> lowPriority, Path logs) throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>(lowPriority);
    command.add(program.toString());
    command.addAll(List.of("-l", "127.0.0.1", "-p", String.valueOf(port), "-U", "0", "-m", "64"));
    command.addAll(List.of("-c", String.valueOf(MAX_CONNECTIONS), "-b", String.valueOf(BACKLOG)));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "nobody"));
    }
    Child child = Child.leashed("memcached", command, Map.of(), logs);
    awaitListening(child, port);
    return new Cache(port, "memcached (" + program + ")", child);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private static void awaitListening(Child child, int port) {
    long endNs = System.nanoTime() + START_LIMIT.toNanos();
    while (!listens(port)) {
      if (!child.alive() || System.nanoTime() > endNs) {
        child.close();
        throw child.failure("does not listen on port " + port);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static boolean listens(int port) {
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

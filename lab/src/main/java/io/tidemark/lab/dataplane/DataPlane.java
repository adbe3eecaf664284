package io.tidemark.lab.dataplane;

import io.grpc.Server;
import io.tidemark.lab.child.Parent;
import io.tidemark.lab.memcached.MemcachedPool;
import io.tidemark.lab.memcached.SourcePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.FileHandler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The data plane's process: a gRPC server on 127.0.0.1 that tells its parent {@code ready <port>}
 * and then {@link DataPlaneStats} once a second. It obeys these commands: {@code probe} asks the
 * cache for its version, for no request, and answers {@code probed}; {@code slow <ms>} lets the
 * store take so much longer for every read; {@code effects} waits until no lookup runs, tells
 * nothing more once a second, and answers {@code effects} with the {@link EffectsReport}. It ends
 * with its parent, and after {@code --max-seconds} at the latest.
 */
@Command(name = "dataplane")
public final class DataPlane implements Callable<Integer> {
  /** The incident's pool kept 1,000; scaled with the number of tasks a laptop can run. */
  private static final int MAX_IDLE_CONNECTIONS = 32;

  private static final int MAX_LOG_BYTES = 32 * 1024 * 1024;
  private static final int MAX_LOG_FILES = 2;
  private static final int PARENT_GONE = 3;
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(20);

  @Option(names = "--memcached-port", required = true)
  private int memcachedPort;

  @Option(names = "--source-address", description = "what every memcached connection binds")
  private InetAddress sourceAddress = InetAddress.getLoopbackAddress();

  @Option(names = "--low-port", defaultValue = "32768", description = "first to dial from")
  private int lowPort;

  @Option(names = "--high-port", defaultValue = "60999", description = "last to dial from")
  private int highPort;

  /**
   * Not a concurrency limit of the handler: the service of the incident started 15,000 tasks a
   * request, a laptop survives this many threads.
   */
  @Option(
      names = "--survival-ceiling",
      defaultValue = "1000",
      description = "tasks at once, over all requests, of the handler that has no limit")
  private int survivalCeiling;

  @Option(
      names = "--twin-lookups",
      defaultValue = "50",
      description = "lookups at once of each bounded twin of that handler")
  private int twinLookups;

  @Option(names = "--port", defaultValue = "0", description = "to listen on; 0 for a free one")
  private int port;

  @Option(names = "--log", required = true, description = "file for cache errors")
  private Path log = Path.of("");

  @Option(names = "--max-seconds", defaultValue = "600")
  private int maxSeconds;

  private final Parent parent = new Parent(System.in, System.out);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "stats"));

  public static void main(String[] args) {
    int exit = new CommandLine(new DataPlane()).execute(args);
    System.exit(exit);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (MemcachedPool cache = pool()) {
      Assembly assembly = new Assembly(cache, logger(log));
      parent.obey(command -> obey(command, assembly), () -> Runtime.getRuntime().halt(PARENT_GONE));
      Server server = assembly.server(port, survivalCeiling, twinLookups).start();
      parent.tell("ready", server.getPort());
      var unused =
          clock.scheduleAtFixedRate(
              () -> parent.tell("stats", assembly.stats()), 1, 1, TimeUnit.SECONDS);
      server.awaitTermination(maxSeconds, TimeUnit.SECONDS);
      server.shutdownNow();
    }
    return 0;
  }

  private void obey(String command, Assembly assembly) {
    String[] words = command.split(" ", -1);
    switch (words[0]) {
      case "slow" -> assembly.slowDown(Integer.parseInt(words[1]));
      case "probe" -> {
        assembly.probe();
        parent.tell("probed", true);
      }
      case "effects" -> {
        stopClock();
        // The message is itself a write to the console.
        parent.tell("effects", assembly.effects(parent.told() + 1, DRAIN_LIMIT));
      }
      default -> parent.tell("error", "no such command: " + command);
    }
  }

  private void stopClock() {
    clock.shutdown();
    try {
      clock.awaitTermination(DRAIN_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private MemcachedPool pool() {
    InetSocketAddress memcached =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), memcachedPort);
    SourcePorts ports = new SourcePorts(lowPort, highPort);
    return new MemcachedPool(sourceAddress, ports, memcached, MAX_IDLE_CONNECTIONS);
  }

  private static Logger logger(Path file) throws IOException {
    Logger logger = Logger.getLogger("dataplane.cache");
    logger.setUseParentHandlers(false);
    System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %5$s%n");
    FileHandler handler = new FileHandler(file.toString(), MAX_LOG_BYTES, MAX_LOG_FILES);
    handler.setFormatter(new SimpleFormatter());
    logger.addHandler(handler);
    return logger;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}

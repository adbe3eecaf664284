package io.tidemark.lab.dataplane;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.tidemark.lab.child.Parent;
import io.tidemark.lab.memcached.CacheFailure;
import io.tidemark.lab.memcached.MemcachedPool;
import io.tidemark.lab.memcached.SourcePorts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
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
 * and then {@link DataPlaneStats} once a second. It ends with its parent, and after {@code
 * --max-seconds} at the latest.
 */
@Command(name = "dataplane")
public final class DataPlane implements Callable<Integer> {
  /**
   * The lab's survival ceiling over all requests, not a concurrency limit of the handler: the
   * service of the incident started 15,000 tasks a request, a laptop survives this many threads.
   */
  private static final int SURVIVAL_CEILING = 1_000;

  /** What every other handler allows itself: lookups at once over all its requests. */
  private static final int BOUNDED_LOOKUPS = 16;

  /** The incident's pool kept 1,000; scaled with the number of tasks a laptop can run. */
  private static final int MAX_IDLE_CONNECTIONS = 32;

  private static final int MAX_STORE_READS = 256;
  private static final int MAX_LOG_BYTES = 32 * 1024 * 1024;
  private static final int MAX_LOG_FILES = 2;
  private static final int PARENT_GONE = 3;

  @Option(names = "--memcached-port", required = true)
  private int memcachedPort;

  @Option(names = "--source-address", description = "what every memcached connection binds")
  private InetAddress sourceAddress = InetAddress.getLoopbackAddress();

  @Option(names = "--low-port", defaultValue = "32768", description = "first to dial from")
  private int lowPort;

  @Option(names = "--high-port", defaultValue = "60999", description = "last to dial from")
  private int highPort;

  @Option(names = "--log", required = true, description = "file for cache errors")
  private Path log = Path.of("");

  @Option(names = "--max-seconds", defaultValue = "600")
  private int maxSeconds;

  public static void main(String[] args) {
    int exit = new CommandLine(new DataPlane()).execute(args);
    System.exit(exit);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Parent parent = new Parent(System.in, System.out);
    parent.obey(command -> {}, () -> Runtime.getRuntime().halt(PARENT_GONE));
    try (MemcachedPool cache = pool()) {
      CacheErrors errors = new CacheErrors(logger(log));
      Records records = new Records(cache, new SlowStore(MAX_STORE_READS), errors);
      Server server = server(records, LookupThreads.forThisRuntime()).start();
      parent.tell("ready", server.getPort());
      reportEachSecond(parent, records, cache, errors);
      server.awaitTermination(maxSeconds, TimeUnit.SECONDS);
      server.shutdownNow();
    }
    return 0;
  }

  private MemcachedPool pool() {
    InetSocketAddress memcached =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), memcachedPort);
    SourcePorts ports = new SourcePorts(lowPort, highPort);
    return new MemcachedPool(sourceAddress, ports, memcached, MAX_IDLE_CONNECTIONS);
  }

  private static Server server(Records records, ExecutorService threads) {
    BatchCall unlimited = new BatchCall(records, new FanOut(threads, SURVIVAL_CEILING));
    BatchCall bounded = new BatchCall(records, new FanOut(threads, BOUNDED_LOOKUPS));
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(new PostsService(unlimited, records))
        .addService(new ProfilesService(bounded))
        .addService(new FeedsService(bounded))
        .build();
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

  private static void reportEachSecond(
      Parent parent, Records records, MemcachedPool cache, CacheErrors errors) {
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "stats"));
    var unused =
        clock.scheduleAtFixedRate(
            () -> parent.tell("stats", stats(records, cache, errors)), 1, 1, TimeUnit.SECONDS);
  }

  private static DataPlaneStats stats(Records records, MemcachedPool cache, CacheErrors errors) {
    return new DataPlaneStats(
        records.lookups(),
        cache.dials(),
        errors.count(CacheFailure.ADDRESS_ALREADY_IN_USE),
        errors.total(),
        ManagementFactory.getThreadMXBean().getThreadCount());
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}

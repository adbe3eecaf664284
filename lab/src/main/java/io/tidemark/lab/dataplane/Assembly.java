package io.tidemark.lab.dataplane;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.tidemark.lab.memcached.CacheException;
import io.tidemark.lab.memcached.CacheFailure;
import io.tidemark.lab.memcached.MemcachedPool;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.logging.Logger;

/** The data plane's parts, put together, and what they have counted. Thread-safe. */
final class Assembly {
  /** What every other handler allows itself: lookups at once over all its requests. */
  private static final int BOUNDED_LOOKUPS = 16;

  private static final int MAX_STORE_READS = 256;

  private final MemcachedPool cache;
  private final CacheErrors errors;
  private final SlowStore store = new SlowStore(MAX_STORE_READS);
  private final Records records;
  private final Callers callers = new Callers();
  private final TaskCount tasks = new TaskCount();
  private final RecordCount logged = new RecordCount();

  Assembly(MemcachedPool cache, Logger log) {
    this.cache = cache;
    this.errors = new CacheErrors(log);
    this.records = new Records(cache, store, errors);
    log.addHandler(logged);
  }

  /**
   * The server, on 127.0.0.1.
   *
   * @param port 0 for a free one
   * @param ceiling tasks at once that the unlimited handler survives
   * @param twinLookups what each of its bounded twins allows itself
   */
  Server server(int port, int ceiling, int twinLookups) {
    Executor threads = tasks.counting(LookupThreads.forThisRuntime());
    Executor fixed = tasks.counting(LookupThreads.fixed(twinLookups));
    BatchCall unlimited = new BatchCall(records, new FanOut(threads, ceiling));
    BatchCall bounded = new BatchCall(records, new FanOut(threads, BOUNDED_LOOKUPS));
    BatchCall twin = new BatchCall(records, new FanOut(threads, twinLookups));
    BatchCall pooled = new BatchCall(records, new FanOut(fixed, Integer.MAX_VALUE));
    return NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .intercept(callers)
        .addService(new PostsService(unlimited, twin, pooled, records))
        .addService(new ProfilesService(bounded))
        .addService(new FeedsService(bounded))
        .build();
  }

  /** From now on the store takes so much longer for every read. */
  void slowDown(int byMs) {
    store.slowDown(byMs);
  }

  /** Asks the cache for its version, for no request, over a connection of its own. */
  void probe() {
    try {
      cache.probe(callers.nobody());
    } catch (CacheException e) {
      errors.report("version", e, callers.nobody());
    }
  }

  DataPlaneStats stats() {
    return new DataPlaneStats(
        records.lookups(),
        cache.dials(),
        errors.count(CacheFailure.ADDRESS_ALREADY_IN_USE),
        errors.total(),
        ManagementFactory.getThreadMXBean().getThreadCount());
  }

  /**
   * What was caused, once no lookup waits or runs any more.
   *
   * @param consoleWrites of the process so far
   * @param limit to wait no longer for
   */
  EffectsReport effects(long consoleWrites, Duration limit) {
    tasks.awaitNone(limit);
    Effects process = Caller.of(tasks.given(), cache.attempts(), logged.count(), consoleWrites);
    return new EffectsReport(callers.effects(consoleWrites), process);
  }
}

package io.tidemark.lab.demo;

import io.tidemark.lab.incident.Cast;
import io.tidemark.lab.load.LedgerRow;
import io.tidemark.lab.memcached.StandIn;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A lab of a test's own, with callers that wait. */
final class LabRun implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MAX_SECONDS = 180;
  private static final int SEED = 1;

  private final Parts parts = new Parts();
  private final RunDirectories directories;
  private final int collectorPort;
  private final Lab lab;

  private LabRun(LabSettings settings, Programs programs, Optional<StandIn> cache)
      throws IOException {
    this.directories = RunDirectories.create();
    this.collectorPort = settings.collectorPort();
    boolean started = false;
    try {
      this.lab =
          cache.isPresent()
              ? Lab.start(programs, settings, directories, parts, standIn(cache.get()))
              : Lab.start(programs, settings, directories, parts);
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  /** With a culprit that strains nothing. */
  static LabRun calm() throws IOException {
    LabSettings settings = LabSettings.calm(BuiltTree.freePort(), SEED, MAX_SECONDS);
    return new LabRun(settings, BuiltTree.programs(), Optional.empty());
  }

  /** On some Java, with a culprit that uses up the ports. */
  static LabRun fewPorts(JavaHome java) throws IOException {
    LabSettings settings = LabSettings.fewPorts(BuiltTree.freePort(), SEED, MAX_SECONDS);
    return new LabRun(settings, programs(java), Optional.empty());
  }

  /** An incident's. */
  static LabRun of(Cast cast) throws IOException {
    LabSettings settings = LabSettings.of(cast, BuiltTree.freePort(), MAX_SECONDS);
    return new LabRun(settings, BuiltTree.programs(), Optional.empty());
  }

  /** The calm lab on some Java, with a cache of the test's own, which ends with it. */
  static LabRun calm(JavaHome java, StandIn cache) throws IOException {
    LabSettings settings = LabSettings.calm(BuiltTree.freePort(), SEED, MAX_SECONDS);
    return new LabRun(settings, programs(java), Optional.of(cache));
  }

  private static Programs programs(JavaHome java) {
    Programs usual = BuiltTree.programs();
    return new Programs(usual.home(), usual.searchPath(), java);
  }

  private Cache standIn(StandIn cache) {
    return parts.own(new Cache(cache.port(), "the test's own", cache));
  }

  Lab lab() {
    return lab;
  }

  int collectorPort() {
    return collectorPort;
  }

  RunDirectories directories() {
    return directories;
  }

  Scrape scrape() throws IOException, InterruptedException {
    return Scrape.of(collectorPort);
  }

  /** Lets the clients go on until each row of the ledger has this many answers. */
  void awaitAnswers(String client, long answers) throws IOException {
    long endNs = System.nanoTime() + LIMIT.toNanos();
    while (answered(client) < answers) {
      lab.check();
      if (System.nanoTime() > endNs) {
        throw new LabException("no " + answers + " answers to " + client + " within " + LIMIT);
      }
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }

  private long answered(String client) throws IOException {
    return lab.ledger().stream()
        .filter(row -> row.client().equals(client))
        .mapToLong((LedgerRow row) -> row.answered().requests())
        .sum();
  }

  @Override
  public void close() throws IOException {
    parts.close();
    directories.delete();
  }
}

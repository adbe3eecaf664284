package io.tidemark.lab.demo;

import io.tidemark.lab.load.LedgerRow;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A lab of a test's own, with callers that wait and a culprit that strains nothing. */
final class LabRun implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MAX_SECONDS = 180;

  private final Parts parts = new Parts();
  private final RunDirectories directories;
  private final int collectorPort;
  private final Lab lab;

  LabRun() throws IOException {
    this.directories = RunDirectories.create();
    this.collectorPort = BuiltTree.freePort();
    LabSettings settings = LabSettings.calm(collectorPort, 1, MAX_SECONDS);
    boolean started = false;
    try {
      this.lab = Lab.start(BuiltTree.programs(), settings, directories, parts);
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  Lab lab() {
    return lab;
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

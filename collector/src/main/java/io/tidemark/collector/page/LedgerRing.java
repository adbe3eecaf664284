package io.tidemark.collector.page;

import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.who.Findings;
import io.tidemark.collector.who.Ledger;
import io.tidemark.collector.who.Ranking;
import io.tidemark.collector.who.Report;
import io.tidemark.collector.who.SampledLedger;
import io.tidemark.collector.who.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The ledgers of the last seconds, kept so that who does most can be told at any moment for the
 * window that just ended. Thread-safe.
 */
public final class LedgerRing implements AutoCloseable {
  private static final int BEATS_PER_WINDOW = 10;

  private final Supplier<Snapshot> latest;
  private final Duration window;
  private final List<Ledger> ring = new ArrayList<>(); // oldest first
  private final ScheduledExecutorService beat =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "tidemark-ledger-ring");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param latest gives the last snapshot, at once
   * @param window how far back a report looks, once there is that much
   */
  public LedgerRing(Supplier<Snapshot> latest, Duration window) {
    this.latest = latest;
    this.window = window;
  }

  /** Begins to keep ledgers, until closed. */
  public void start() {
    long periodNs = window.toNanos() / BEATS_PER_WINDOW;
    var unused = beat.scheduleAtFixedRate(this::keep, 0, periodNs, TimeUnit.NANOSECONDS);
  }

  /** Keeps the last snapshot's ledger, unless it is kept already. */
  synchronized void keep() {
    Snapshot snapshot = latest.get();
    long nanos = TimeUnit.MILLISECONDS.toNanos(snapshot.epochMs());
    if (!ring.isEmpty() && nanos < newest().nanos()) {
      ring.clear(); // the clock was set back
    }
    if (snapshot.epochMs() == 0 || (!ring.isEmpty() && nanos == newest().nanos())) {
      return;
    }
    ring.add(ring.isEmpty() ? SampledLedger.of(snapshot) : SampledLedger.of(snapshot, newest()));
    // One that is as old as the window, or older, stays: the window begins there.
    while (ring.size() > 2 && nanos - ring.get(1).nanos() >= window.toNanos()) {
      ring.remove(0);
    }
  }

  private Ledger newest() {
    return ring.get(ring.size() - 1);
  }

  /** Who did what in the last window, or since the collector started if that is shorter. */
  public synchronized Report report() {
    if (ring.size() < 2) {
      Verdict verdict = new Verdict(null, "Nothing stands out: the collector has just started.");
      return new Report(0, verdict, List.of(), Findings.NONE, 0, 0, List.of());
    }
    return Ranking.rank(ring.get(0), newest());
  }

  @Override
  public void close() {
    beat.shutdownNow();
  }
}

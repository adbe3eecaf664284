package io.tidemark.agent.gc;

import io.tidemark.agent.config.GcReporting;
import io.tidemark.agent.record.Ledger;
import io.tidemark.segment.SegmentWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reports the JVM's pauses where nobody else can, from a while after the start until it is stopped.
 * Thread-safe; nothing here throws.
 */
public final class GcReports {
  /** What waking {@code java.management} costs shall not be part of the service's start. */
  private static final long DELAY_NS = TimeUnit.SECONDS.toNanos(5);

  // With java.management, which it needs.
  private static final String MODULE = "jdk.management";

  private final SegmentWriter segment;
  private final Ledger ledger;
  private final GcReporting when;
  private volatile boolean stopped;
  private @Nullable Thread waiting;
  // Guarded by this.
  private @Nullable GcPauses pauses;

  public GcReports(SegmentWriter segment, Ledger ledger, GcReporting when) {
    this.segment = segment;
    this.ledger = ledger;
    this.when = when;
  }

  /** Called once, before {@link #stop}. Starts a thread that ends within seconds, or none. */
  public void start() {
    if (when == GcReporting.FALSE
        || (when == GcReporting.AUTO && Hsperfdata.own().isNew())
        || ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return;
    }
    // Without the service's inheritable thread-locals and its loader.
    Thread thread = new Thread(null, this::listenLater, "tidemark-gc", 0, false);
    thread.setContextClassLoader(null);
    thread.setDaemon(true);
    waiting = thread;
    thread.start();
  }

  private void listenLater() {
    try {
      long startNs = System.nanoTime();
      for (long leftNs = DELAY_NS; leftNs > 0 && !stopped; ) {
        LockSupport.parkNanos(this, leftNs);
        leftNs = DELAY_NS - (System.nanoTime() - startNs);
      }
      if (!stopped && (when == GcReporting.TRUE || !Hsperfdata.own().isMapped())) {
        listen();
      }
    } catch (Throwable e) {
      ledger.failed();
    }
  }

  private synchronized void listen() {
    if (!stopped) {
      GcPauses heard = new GcPauses(segment, ledger);
      pauses = heard;
      heard.start();
    }
  }

  /** From now on nothing of the agent is known to the JVM's beans, and no thread is left. */
  public void stop() {
    stopped = true;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
    try {
      silence();
    } catch (Throwable e) {
      ledger.failed();
    }
  }

  private synchronized void silence() {
    if (pauses != null) {
      pauses.stop();
      pauses = null;
    }
  }
}

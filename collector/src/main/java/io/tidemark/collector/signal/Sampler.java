package io.tidemark.collector.signal;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.verdict.Moment;
import io.tidemark.collector.verdict.Verdict;
import io.tidemark.collector.who.Deaths;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs every signal once an interval, on one thread of its own, and publishes what they measured.
 *
 * <p>Whoever asks for {@link #latest()} pays nothing and waits for nothing. A signal that fails is
 * left out of that snapshot, counted in {@link Metric#SIGNAL_SUCCESS} and logged at most once a
 * minute; the others are not affected. A beat that comes too late is dropped, not made up for.
 *
 * <p>Thread-safe.
 */
public final class Sampler implements AutoCloseable {
  private static final int POLLS_PER_SAMPLE = 10;
  private static final long LOG_AGAIN_MS = Duration.ofMinutes(1).toMillis();

  private final List<Run> runs;
  private final Source host;
  private final String version;
  private final Clock clock;
  private final Deaths deaths;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Tally tally;
  private final Consumer<Snapshot> published;
  private volatile Snapshot latest = Snapshot.NONE;
  private volatile long intervalNs;
  private volatile @Nullable Thread thread;

  Sampler(List<Signal> signals, Source host, String version, Clock clock) {
    this(signals, host, version, clock, new Tally(), snapshot -> {}, new Deaths());
  }

  Sampler(
      List<Signal> signals,
      Source host,
      String version,
      Clock clock,
      Tally tally,
      Consumer<Snapshot> published,
      Deaths deaths) {
    this.deaths = deaths;
    this.tally = tally;
    this.published = published;
    this.runs = signals.stream().map(Run::new).toList();
    this.host = host;
    this.version = version;
    this.clock = clock;
  }

  /**
   * Samples once, so that there is something to read from the first moment on, and then on a thread
   * of its own until closed.
   */
  public static Sampler start(CollectorSettings settings) {
    return start(settings, new Tally(), snapshot -> {});
  }

  /**
   * As {@link #start(CollectorSettings)}.
   *
   * @param tally what else the collector counts of itself
   * @param published is given every snapshot, on the sampler's thread
   */
  public static Sampler start(
      CollectorSettings settings, Tally tally, Consumer<Snapshot> published) {
    return start(settings, tally, published, (verdict, moment) -> {});
  }

  /**
   * As {@link #start(CollectorSettings, Tally, Consumer)}.
   *
   * @param verdicts is given every verdict and the step that it is of, on the sampler's thread,
   *     before the snapshot that it is part of is published
   */
  public static Sampler start(
      CollectorSettings settings,
      Tally tally,
      Consumer<Snapshot> published,
      BiConsumer<Verdict, Moment> verdicts) {
    Sampler sampler = Signals.standard(settings, Clock.systemUTC(), tally, published, verdicts);
    sampler.sampleOnce();
    sampler.run(settings.interval());
    return sampler;
  }

  /** What was measured last; never empty after {@link #start}. */
  public Snapshot latest() {
    return latest;
  }

  /** The JVMs that ended. */
  public Deaths deaths() {
    return deaths;
  }

  /** Measures now, publishes and returns it. */
  public synchronized Snapshot sampleOnce() {
    List<Sample> samples = new ArrayList<>();
    for (Run run : runs) {
      run.sample(samples);
    }
    tally.sample(host, samples::add);
    samples.add(new NumberSample(Metric.COLLECTOR_INFO, host, List.of(version), 1));
    Snapshot snapshot = new Snapshot(clock.millis(), samples);
    latest = snapshot;
    published.accept(snapshot);
    return snapshot;
  }

  private synchronized void pollOnce() {
    for (Run run : runs) {
      run.poll();
    }
  }

  /** Changes what can be changed while it runs: from the next beat on. */
  public synchronized void retune(Duration interval, Duration keepDead) {
    intervalNs = interval.toNanos();
    runs.forEach(run -> run.signal.keepDead(keepDead));
  }

  /** Samples on a thread of its own until closed. */
  void run(Duration interval) {
    intervalNs = interval.toNanos();
    Thread started = new Thread(this::loop, "tidemark-sampler");
    started.setDaemon(true);
    started.start();
    thread = started;
  }

  private void loop() {
    long nextNs = System.nanoTime() + stepNs();
    int step = 0;
    while (!stopsWithin(nextNs - System.nanoTime())) {
      step = (step + 1) % POLLS_PER_SAMPLE;
      if (step == 0) {
        sampleOnce();
      } else {
        pollOnce();
      }
      // After a step that took longer than it should, go on from now.
      nextNs = Math.max(nextNs + stepNs(), System.nanoTime());
    }
  }

  private long stepNs() {
    return Math.max(1, intervalNs / POLLS_PER_SAMPLE);
  }

  private boolean stopsWithin(long ns) {
    try {
      return stopping.await(ns, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Stops sampling; waits up to a second for a sample under way. */
  @Override
  public void close() {
    stopping.countDown();
    Thread started = thread;
    try {
      if (started == null || ended(started)) {
        runs.forEach(Run::close);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean ended(Thread started) throws InterruptedException {
    started.join(1000);
    return !started.isAlive();
  }

  /** One signal and how it fares. */
  private final class Run {
    private final Signal signal;
    private final System.Logger log;
    private @Nullable Throwable failedPoll;
    private long failures;
    private long loggedMs = -LOG_AGAIN_MS;

    Run(Signal signal) {
      this.signal = signal;
      this.log = System.getLogger(Sampler.class.getName() + '.' + signal.name());
    }

    void poll() {
      try {
        signal.poll();
      } catch (Throwable e) { // see sample
        failedPoll = e;
      }
    }

    void sample(List<Sample> out) {
      long startNs = System.nanoTime();
      List<Sample> measured = new ArrayList<>();
      Throwable failure = failedPoll;
      failedPoll = null;
      try {
        signal.sample(Collections.unmodifiableList(out), measured::add);
        out.addAll(measured);
      } catch (Throwable e) {
        // An Error too: a native library that cannot be loaded, or a class when file descriptors
        // have run out. Just then the other signals are needed.
        failure = e;
      }
      if (failure != null) {
        failures++;
        log(failure);
      }
      double seconds = (System.nanoTime() - startNs) / 1e9;
      List<String> name = List.of(signal.name());
      out.add(new NumberSample(Metric.SIGNAL_DURATION, host, name, seconds));
      out.add(new NumberSample(Metric.SIGNAL_SUCCESS, host, name, failure == null ? 1 : 0));
      out.add(new NumberSample(Metric.SIGNAL_FAILURES, host, name, (double) failures));
      for (String reason : new TreeSet<>(unsupported())) {
        List<String> labels = List.of(signal.name(), reason);
        out.add(new NumberSample(Metric.UNSUPPORTED, host, labels, 1));
      }
    }

    private List<String> unsupported() {
      try {
        return signal.unsupported();
      } catch (Throwable e) { // see sample
        return List.of();
      }
    }

    void close() {
      try {
        signal.close();
      } catch (IOException e) {
        log(e);
      }
    }

    private void log(Throwable failure) {
      long nowMs = clock.millis();
      if (nowMs - loggedMs < LOG_AGAIN_MS) {
        return;
      }
      loggedMs = nowMs;
      try {
        log.log(System.Logger.Level.WARNING, "signal {0} fails: {1}", signal.name(), failure);
        log.log(System.Logger.Level.DEBUG, "where it failed", failure);
      } catch (Throwable e) {
        // Logging needs files and memory as well. The metric says that the signal failed.
        loggedMs = -LOG_AGAIN_MS;
      }
    }
  }
}

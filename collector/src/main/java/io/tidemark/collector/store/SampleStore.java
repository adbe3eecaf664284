package io.tidemark.collector.store;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every snapshot that it is given, on a thread of its own, and answers what was measured
 * when.
 *
 * <p>A block of half a minute is written at a time, so that whatever happens at most that, and what
 * waits to be looked at, is lost. Whoever gives a snapshot never waits: when the disk is slow and
 * the queue is full it is dropped and counted. A store that cannot be opened or written is tried
 * again every minute; samples go on meanwhile, one line says why and what to do, and one that it is
 * over. What its files have can be asked for all the same. Thread-safe.
 */
public final class SampleStore implements Consumer<Snapshot>, AutoCloseable {
  static final int QUEUED = 16;
  private static final System.Logger LOG = System.getLogger(SampleStore.class.getName());
  private static final long AGAIN_NS = 60_000_000_000L;
  private static final long CLOSE_MS = 2_000;
  private static final Snapshot END = new Snapshot(-1, List.of());

  private final StoreSettings settings;
  private final LongSupplier nanoClock;
  // One place more than is ever taken by snapshots is left for the end.
  private final BlockingQueue<Snapshot> queue = new ArrayBlockingQueue<>(QUEUED + 1);
  private final Gatherer gatherer = new Gatherer();
  private final Lock reading = new ReentrantLock(true);
  private final AtomicLong queueFull = new AtomicLong();
  private final AtomicLong notWritten = new AtomicLong();
  private final AtomicLong openFailures = new AtomicLong();
  private final AtomicLong writeFailures = new AtomicLong();
  private final AtomicLong setAside = new AtomicLong();
  private final Thread thread;
  private volatile @Nullable StoreDirectory directory;
  private volatile @Nullable Block writing;
  private volatile boolean ended;
  // Held by whoever opens the files: one who reads them alone would keep the writer out.
  private final Lock opening = new ReentrantLock();
  private final Complaints complaints;
  private volatile boolean elsewhere;
  private long triedNs;

  SampleStore(StoreSettings settings, LongSupplier nanoClock) {
    this(settings, nanoClock, what -> LOG.log(System.Logger.Level.WARNING, what));
  }

  SampleStore(StoreSettings settings, LongSupplier nanoClock, Consumer<String> out) {
    this.settings = settings;
    this.nanoClock = nanoClock;
    this.triedNs = nanoClock.getAsLong() - AGAIN_NS;
    this.complaints = new Complaints(nanoClock, out);
    this.thread = new Thread(this::loop, "tidemark-store");
    thread.setDaemon(true);
  }

  /** Opens the store, or says why not and tries again later; and begins to write. */
  public static SampleStore start(StoreSettings settings) {
    SampleStore store = new SampleStore(settings, System::nanoTime);
    store.open();
    store.thread.start();
    return store;
  }

  /** Takes a snapshot, without waiting for anything. */
  @Override
  public void accept(Snapshot snapshot) {
    if (ended || queue.remainingCapacity() <= 1 || !queue.offer(snapshot)) {
      queueFull.incrementAndGet();
    }
  }

  private void loop() {
    try {
      for (Snapshot next = queue.take(); next.epochMs() >= 0; next = queue.take()) {
        keep(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts it; then it ends
    }
    closeNow();
  }

  /** Writes what there is and closes the files; for the thread, and for tests that are it. */
  void closeNow() {
    flush();
    StoreDirectory open = directory;
    directory = null;
    if (open != null) {
      open.close();
    }
  }

  /** Keeps a snapshot; for the thread, and for tests that are the thread. */
  void keep(Snapshot snapshot) {
    try {
      if (gatherer.isFullFor(snapshot.epochMs())) {
        flush();
      }
      gatherer.add(snapshot);
    } catch (RuntimeException | OutOfMemoryError e) {
      notWritten.incrementAndGet();
      boolean unused = complaints.note(e.getClass().getName(), "a sample is not kept: " + e);
    }
  }

  /** Writes what was gathered. */
  void flush() {
    Optional<Block> taken = gatherer.take();
    if (taken.isEmpty()) {
      return;
    }
    Block block = taken.get();
    writing = block;
    try {
      StoreDirectory open = open();
      if (open == null) {
        notWritten.addAndGet(block.times().length);
        return;
      }
      write(open, block);
    } finally {
      writing = null;
    }
  }

  private void write(StoreDirectory open, Block block) {
    boolean written = false;
    try {
      written = open.level(Level.FULL).append(block);
      open.rollUp();
      if (written) {
        complaints.over("samples are kept again");
      } else {
        complaints.trouble(
            "TOO_LONG", "half a minute is too long for the store; make it larger: --store-size");
      }
    } catch (IOException
        | RuntimeException
        | OutOfMemoryError
        | StackOverflowError
        | AssertionError e) {
      writeFailures.incrementAndGet();
      complain(e);
      directory = null;
      open.close();
    }
    if (!written) {
      notWritten.addAndGet(block.times().length);
    }
  }

  @Nullable StoreDirectory open() {
    StoreDirectory open = directory;
    long nowNs = nanoClock.getAsLong();
    if (open != null || nowNs - triedNs < AGAIN_NS) {
      return open;
    }
    triedNs = nowNs;
    opening.lock();
    try {
      open = StoreDirectory.open(settings, this::setAside);
      directory = open;
      elsewhere = false;
    } catch (StoreException e) {
      openFailures.incrementAndGet();
      elsewhere = e.kind() == StoreException.Kind.IN_USE;
      complain(e);
    } finally {
      opening.unlock();
    }
    return open;
  }

  private void setAside(StoreException e) {
    setAside.incrementAndGet();
    boolean unused =
        complaints.note(
            "SET_ASIDE",
            "a damaged file of the store was set aside, the others go on: " + e.getMessage());
  }

  private void complain(Throwable e) {
    String what = "samples are not kept, tried again every minute: ";
    if (e instanceof StoreException known) {
      // By its cure, since a full disk and a read-only one are of a kind.
      complaints.trouble(known.cure(), what + known.getMessage() + "; " + known.cure());
    } else {
      complaints.trouble(e.getClass().getName(), what + e);
    }
  }

  /**
   * What was measured, the newest included, in the order of the series' labels. One query is
   * answered at a time.
   *
   * @throws PointsTooMany when the answer would be too long
   * @throws IOException when the store cannot be read
   */
  public List<Series> query(SeriesQuery query) throws IOException, PointsTooMany {
    reading.lock();
    try {
      StoreDirectory open = directory;
      // Taken before the disk is read, or a block might be in neither place.
      Block unwritten = writing;
      Block gathered = gatherer.peek(query::wants).orElse(null);
      SeriesReader reader = new SeriesReader(query);
      if (open != null) {
        reader.read(open::level);
      } else if (!elsewhere) {
        readAlone(reader);
      }
      for (Block block : new @Nullable Block[] {unwritten, gathered}) {
        if (block != null) {
          reader.add(block);
        }
      }
      return reader.series();
    } finally {
      reading.unlock();
    }
  }

  // The disk may be full, or the directory read-only, and what it has is still wanted.
  private void readAlone(SeriesReader reader) throws IOException, PointsTooMany {
    opening.lock();
    try {
      StoreDirectory open = directory;
      if (open != null) {
        reader.read(open::level);
      } else if (Files.isReadable(settings.directory())) {
        try (StoreDirectory files = StoreDirectory.read(settings.directory())) {
          reader.read(files::level);
        }
      }
    } finally {
      opening.unlock();
    }
  }

  /**
   * What was measured, from the files of a collector that does not run. Changes nothing.
   *
   * @throws PointsTooMany when the answer would be too long
   * @throws IOException when the directory cannot be read
   */
  public static List<Series> query(Path directory, SeriesQuery query)
      throws IOException, PointsTooMany {
    try (StoreDirectory files = StoreDirectory.read(directory)) {
      SeriesReader reader = new SeriesReader(query);
      reader.read(files::level);
      return reader.series();
    }
  }

  /** What the store tells of itself. */
  public List<Sample> samples(Source host) {
    List<Sample> samples = new ArrayList<>();
    StoreDirectory open = directory;
    Reporter report =
        (metric, value, labels) ->
            samples.add(new NumberSample(metric, host, List.of(labels), value));
    if (open != null) {
      report.value(Metric.STORE_SIZE, (double) open.bytes());
    }
    report.value(Metric.STORE_LIMIT, (double) settings.sizeBytes());
    report.value(Metric.STORE_SERIES, gatherer.kept(), "kept");
    report.value(Metric.STORE_SERIES, gatherer.leftOut(), "left_out");
    report.value(Metric.STORE_DROPPED, (double) queueFull.get(), "queue_full");
    report.value(Metric.STORE_DROPPED, (double) notWritten.get(), "not_written");
    report.value(Metric.STORE_FAILURES, (double) openFailures.get(), "open");
    double tooLong = open == null ? 0 : (double) open.tooLong();
    report.value(Metric.STORE_FAILURES, writeFailures.get() + tooLong, "write");
    report.value(Metric.STORE_FAILURES, (double) setAside.get(), "set_aside");
    if (open != null) {
      report.value(Metric.STORE_FAILURES, (double) open.unreadable(), "read");
      oldest(open, report);
    }
    return samples;
  }

  /** Takes one figure. */
  private interface Reporter {
    void value(Metric metric, double value, String... labels);
  }

  private static void oldest(StoreDirectory open, Reporter report) {
    for (Level level : Level.values()) {
      long firstMs = open.level(level).oldestMs();
      if (firstMs != Long.MAX_VALUE) {
        report.value(Metric.STORE_OLDEST, firstMs / 1000.0, level.label());
      }
    }
  }

  /** Lets what waits be written, and the store be closed, without waiting for it. */
  public void finish() {
    ended = true;
    boolean unused = queue.offer(END);
  }

  /** The same, and waits up to two seconds for it. */
  @Override
  public void close() {
    finish();
    try {
      thread.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

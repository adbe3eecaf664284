package io.tidemark.collector.cli;

import io.tidemark.collector.access.SettingException;
import io.tidemark.collector.signal.Tally;
import io.tidemark.segment.Metric;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Reads the files of a running collector's settings again: when it is told to, and when one of them
 * changed and then stood still for a look, so that a certificate and its key may be written one
 * after the other. Either everything is applied or, with one line that says why, nothing.
 */
final class Reload {
  private static final System.Logger LOG = System.getLogger(Reload.class.getName());
  private static final long LOOK_AGAIN_MS = 2000;

  private final CollectCommand commandLine;
  private final BiConsumer<CollectCommand, AccessFiles> running;
  private final Tally tally;
  private final PrintWriter out;
  private final Semaphore asked = new Semaphore(0);
  private volatile CollectCommand options;
  private FileStamps read;
  private FileStamps seen;

  /**
   * @param commandLine what was typed, which goes before what is in files
   * @param options what holds now
   * @param read the stamps of the files, before they were read
   * @param running takes what can be changed
   */
  Reload(
      CollectCommand commandLine,
      CollectCommand options,
      FileStamps read,
      BiConsumer<CollectCommand, AccessFiles> running,
      Tally tally,
      PrintWriter out) {
    this.commandLine = commandLine;
    this.options = options;
    this.read = read;
    this.seen = read;
    this.running = running;
    this.tally = tally.expect(Metric.RELOADS, "applied").expect(Metric.RELOADS, "refused");
    this.out = out;
  }

  /** Has the files read again soon, on the thread that watches. */
  void ask() {
    asked.release();
  }

  /** What holds now. */
  CollectCommand options() {
    return options;
  }

  /** Watches the files, for ever. */
  void watch() throws InterruptedException {
    while (true) {
      boolean now = asked.tryAcquire(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
      asked.drainPermits();
      look(now);
    }
  }

  /** Looks once whether something changed. */
  void look(boolean now) {
    FileStamps stamps = FileStamps.of(options.files());
    boolean stands = stamps.equals(seen);
    seen = stamps;
    if (now || (stands && !stamps.equals(read))) {
      read = stamps;
      reload(stamps);
    }
  }

  private void reload(FileStamps before) {
    try {
      CollectCommand changed = commandLine.withConfig();
      List<String> kept = changed.keep(options);
      // What the changed file names is looked at from now on.
      FileStamps stamps = FileStamps.of(changed.files()).butFirst(before);
      running.accept(changed, AccessFiles.read(changed));
      options = changed;
      read = stamps;
      seen = stamps;
      tally.count(Metric.RELOADS, "applied");
      out.println(
          Main.NAME
              + ": settings were read again"
              + (kept.isEmpty() ? "" : "; a restart is needed for " + String.join(", ", kept)));
    } catch (SettingException | RuntimeException e) {
      tally.count(Metric.RELOADS, "refused");
      LOG.log(
          System.Logger.Level.WARNING,
          "settings were not read again, the old ones hold: {0}",
          Failure.describe(e));
    }
  }
}

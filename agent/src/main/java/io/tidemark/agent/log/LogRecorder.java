package io.tidemark.agent.log;

import io.tidemark.agent.bridge.TidemarkBridge;
import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Request;
import io.tidemark.agent.record.Slot;
import io.tidemark.segment.Column;
import io.tidemark.segment.Label;
import io.tidemark.segment.Row;
import io.tidemark.segment.Table;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Charges log events to the request that the thread works for. Thread-safe, takes no lock and
 * writes nothing, so that it never calls itself.
 */
public final class LogRecorder {
  private static final String[] STREAMS = {"System.out", "System.err"};
  private static final String ANONYMOUS = "anonymous";
  private static final String BUILT = "(text built at run time)";
  private static final String PRINTED = "(console)";

  private final Ledger ledger;
  private final KnownLoggers loggers;
  private final LogSites sites;
  private final Row otherLogger;
  private final Row otherSite;

  public LogRecorder(Ledger ledger) {
    this.ledger = ledger;
    this.loggers = new KnownLoggers(ledger);
    this.sites = new LogSites(ledger, new CallSites(LogRecorder.class.getClassLoader()));
    this.otherLogger = ledger.row(Table.LOGGERS, Label.OTHER);
    this.otherSite = ledger.row(Table.LOG_SITES, Label.OTHER);
  }

  /** An event begins to be written: when, in nanoseconds; 0 inside another. */
  public long entered() {
    if (!Slot.current().beginLog()) {
      return 0;
    }
    long nowNs = System.nanoTime();
    return nowNs == 0 ? 1 : nowNs;
  }

  /** The event that began then is written. */
  public void left(
      long enteredNs,
      int sourceNumber,
      int severity,
      @Nullable String logger,
      @Nullable String message) {
    Slot slot = Slot.current();
    if (!slot.logging()) {
      return; // it began before the agent was attached
    }
    LogSource source = LogSource.of(sourceNumber);
    try {
      // Otherwise filtered, or nobody listens.
      if (source != LogSource.JUL || slot.isLogHandled()) {
        count(slot.request(), source, severity, enteredNs, logger, message);
      }
    } finally {
      slot.endLog(); // last: what is printed on the way here is no event
    }
  }

  private void count(
      @Nullable Request cause,
      LogSource source,
      int severity,
      long enteredNs,
      @Nullable String logger,
      @Nullable String message) {
    long nowNs = System.nanoTime();
    long blockedNs = nowNs - enteredNs;
    Column column = source.column(severity);
    ledger.charge(cause, column, 1);
    ledger.charge(cause, Column.LOG_BLOCKED_NS, blockedNs);
    Row its = otherLogger;
    Row site = otherSite;
    try {
      String name = logger == null ? ANONYMOUS : logger;
      KnownLogger known = loggers.get(name, source == LogSource.CONSOLE ? PRINTED : BUILT);
      its = known.row();
      site = sites.row(known, message, nowNs);
    } catch (Throwable e) { // out of memory, say: the event counts nevertheless
      ledger.failed();
    }
    ledger.add(its, column.ofLogger(), 1);
    ledger.add(its, Column.LOGGER_BLOCKED_NS, blockedNs);
    ledger.add(site, Column.SITE_EVENTS, 1);
    ledger.add(site, Column.SITE_BLOCKED_NS, blockedNs);
  }

  /** Whether a message of Log4j tells its format at once. */
  public boolean hasFormat(Object message) {
    return Log4jMessages.hasFormat(message);
  }

  /** A stream begins to write, to the console perhaps. */
  public void consoleEntered(Object stream) throws IOException {
    if (isConsole(file(stream))) {
      Slot.current().consoleSinceNs(entered());
    }
  }

  /** It has written, or failed to. */
  public void consoleLeft(Object stream) throws IOException {
    FileDescriptor file = file(stream);
    if (isConsole(file)) {
      Slot slot = Slot.current();
      long enteredNs = slot.consoleSinceNs();
      if (enteredNs != 0) {
        slot.consoleSinceNs(0);
        String name = STREAMS[file == FileDescriptor.out ? 0 : 1];
        left(enteredNs, TidemarkBridge.CONSOLE, 0, name, null);
      }
    }
  }

  private static FileDescriptor file(Object stream) throws IOException {
    return ((FileOutputStream) stream).getFD();
  }

  private static boolean isConsole(FileDescriptor file) {
    return file == FileDescriptor.out || file == FileDescriptor.err;
  }

  /** The event has passed its filter and has a handler. */
  public void handled() {
    Slot.current().logHandled();
  }

  /** Appenders get an event: false inside one. */
  public boolean appendEntered() {
    return Slot.current().beginLog();
  }

  /** They have got it. */
  public void appendLeft() {
    Slot.current().endLog();
  }
}

package io.tidemark.agent.log;

import io.tidemark.agent.bridge.TidemarkBridge;
import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Request;
import io.tidemark.agent.record.Slot;
import io.tidemark.segment.Column;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * Charges log events to the request that the thread works for. Thread-safe, takes no lock and
 * writes nothing, so that it never calls itself.
 */
public final class LogRecorder {
  private final Ledger ledger;

  public LogRecorder(Ledger ledger) {
    this.ledger = ledger;
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
  public void left(long enteredNs, int sourceNumber, int severity) {
    Slot slot = Slot.current();
    if (!slot.logging()) {
      return; // it began before the agent was attached
    }
    boolean handled = slot.endLog();
    LogSource source = LogSource.of(sourceNumber);
    if (source == LogSource.JUL && !handled) {
      return; // filtered, or nobody listens
    }
    Request cause = slot.request();
    ledger.charge(cause, source.column(severity), 1);
    ledger.charge(cause, Column.LOG_BLOCKED_NS, System.nanoTime() - enteredNs);
  }

  /** A stream begins to write, to the console perhaps. */
  public void consoleEntered(Object stream) throws IOException {
    if (isConsole(stream)) {
      Slot.current().consoleSinceNs(entered());
    }
  }

  /** It has written, or failed to. */
  public void consoleLeft(Object stream) throws IOException {
    if (isConsole(stream)) {
      Slot slot = Slot.current();
      long enteredNs = slot.consoleSinceNs();
      if (enteredNs != 0) {
        slot.consoleSinceNs(0);
        left(enteredNs, TidemarkBridge.CONSOLE, 0);
      }
    }
  }

  private static boolean isConsole(Object stream) throws IOException {
    FileDescriptor file = ((FileOutputStream) stream).getFD();
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

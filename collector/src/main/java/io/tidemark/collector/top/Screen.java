package io.tidemark.collector.top;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/**
 * The terminal that this process runs in, as a screen of its own and with keys one at a time. It is
 * as it was once this is closed, or when the JVM ends for whatever reason but SIGKILL. Control
 * sequences are those of ECMA-48 and xterm, which every terminal in use understands.
 */
public final class Screen implements AutoCloseable {
  private static final String ESC = "\u001b";
  private static final String ENTER = ESC + "[?1049h" + ESC + "[?25l" + ESC + "[?7l";
  private static final String LEAVE = ESC + "[?7h" + ESC + "[?25h" + ESC + "[?1049l";
  private static final String TOP_LEFT = ESC + "[H";
  private static final String CLEAR_LINE = ESC + "[2K";

  /** The rest of a key's sequence comes at once, if it comes. */
  private static final long SEQUENCE_MS = 50;

  private static final long AT_EXIT_NS = 100_000_000;
  private static final int MAX_SEQUENCE = 6;
  private static final int USUAL_COLUMNS = 80;
  private static final int USUAL_ROWS = 24;

  private final Terminal terminal;
  private final LineSettings before = LineSettings.now();
  private final boolean colours;
  private final AtomicBoolean left = new AtomicBoolean();
  private final Thread atExit = new Thread(this::leaveAtExit, "tidemark-terminal");

  private Screen(Terminal terminal, boolean colours) {
    this.terminal = terminal;
    this.colours = colours;
  }

  /**
   * Takes the terminal.
   *
   * @throws IOException when there is none
   */
  public static Screen open(boolean colours) throws IOException {
    Terminal terminal =
        TerminalBuilder.builder()
            .system(true)
            .dumb(false)
            .providers("jna,exec")
            .type("xterm-256color") // or JLine runs a program to ask what the real one can do
            .encoding(StandardCharsets.UTF_8)
            .nativeSignals(false) // they end the JVM, which runs what is to be run
            .build();
    Screen screen = new Screen(terminal, colours);
    Runtime.getRuntime().addShutdownHook(screen.atExit);
    Attributes unused = terminal.enterRawMode();
    Attributes keys = terminal.getAttributes();
    // A stopped process would leave its screen to the shell.
    keys.setControlChar(ControlChar.VSUSP, 0);
    terminal.setAttributes(keys);
    screen.write(ENTER);
    return screen;
  }

  /** Cells in a line. */
  public int columns() {
    return size().getColumns();
  }

  /** Lines. */
  public int rows() {
    return size().getRows();
  }

  // A terminal that does not know, such as one on a serial line, says 0.
  private Size size() {
    Size size = terminal.getSize();
    return new Size(
        size.getColumns() > 0 ? size.getColumns() : USUAL_COLUMNS,
        size.getRows() > 0 ? size.getRows() : USUAL_ROWS);
  }

  /** Shows these lines instead of those before. */
  public void show(List<Line> lines) {
    StringBuilder frame = new StringBuilder(TOP_LEFT);
    String separator = "";
    for (Line line : lines) {
      // Before the text: after it the cursor may stand on the last cell, which would be cleared.
      frame.append(separator).append(CLEAR_LINE).append(line.shown(colours));
      separator = "\r\n";
    }
    write(frame.toString());
  }

  /**
   * The next key, if one is pressed in time.
   *
   * @throws IOException when the terminal is gone
   */
  public Optional<Key> key(long timeoutMs) throws IOException {
    NonBlockingReader reader = terminal.reader();
    int first = reader.read(timeoutMs);
    if (first == NonBlockingReader.EOF) {
      throw new IOException("the terminal is gone");
    }
    if (first == NonBlockingReader.READ_EXPIRED) {
      return Optional.empty();
    }
    return Optional.of(first == ESC.charAt(0) ? sequence(reader) : character(reader, first));
  }

  private static Key character(NonBlockingReader reader, int first) throws IOException {
    if (!Character.isHighSurrogate((char) first)) {
      return Key.of(first);
    }
    int second = reader.read(SEQUENCE_MS);
    return second >= 0 && Character.isLowSurrogate((char) second)
        ? Key.of(Character.toCodePoint((char) first, (char) second))
        : Key.of(Key.Kind.OTHER);
  }

  private static Key sequence(NonBlockingReader reader) throws IOException {
    int introducer = reader.read(SEQUENCE_MS);
    if (introducer < 0) {
      return Key.of(Key.Kind.ESCAPE);
    }
    if (introducer != '[' && introducer != 'O') {
      return Key.of(Key.Kind.OTHER);
    }
    StringBuilder sequence = new StringBuilder();
    while (sequence.length() < MAX_SEQUENCE) {
      int next = reader.read(SEQUENCE_MS);
      if (next < 0) {
        break;
      }
      sequence.append((char) next);
      if (next >= '@') { // ECMA-48: a final byte
        break;
      }
    }
    return Key.ofSequence(sequence.toString());
  }

  private void write(String text) {
    PrintWriter writer = terminal.writer();
    writer.print(text);
    writer.flush();
  }

  private void leave() {
    if (left.compareAndSet(false, true)) {
      write(LEAVE);
      before.restore();
    }
  }

  // JLine puts back what it knows on a hook of its own, at the same time.
  private void leaveAtExit() {
    leave();
    LockSupport.parkNanos(AT_EXIT_NS);
    before.restore();
  }

  @Override
  public void close() throws IOException {
    leave();
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is ending already.
    }
    terminal.close();
    before.restore();
  }
}

package io.tidemark.collector.top;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;

/**
 * The settings of the terminal at stdin, byte for byte as the system has them. What JLine puts back
 * lacks those it does not know: with 3.30.6 by JNA, IEXTEN. Source: {@code tcgetattr} of POSIX.
 */
final class LineSettings {
  /** More than {@code struct termios} has on any system. */
  private static final int BYTES = 256;

  private static final int STDIN = 0;

  /** {@code TCSANOW}, on Linux and macOS. */
  private static final int NOW = 0;

  private final Memory termios = new Memory(BYTES);
  private final boolean known;

  private LineSettings() {
    known = call("tcgetattr", STDIN, termios) == 0;
  }

  static LineSettings now() {
    return new LineSettings();
  }

  /** Puts them back. */
  void restore() {
    if (known) {
      int unused = call("tcsetattr", STDIN, NOW, termios);
    }
  }

  // Pointers and numbers; a system without these functions is one without such settings.
  private static int call(String name, Object... arguments) {
    try {
      Function function = NativeLibrary.getInstance("c").getFunction(name);
      return function.invokeInt(arguments);
    } catch (UnsatisfiedLinkError e) {
      return -1;
    }
  }
}

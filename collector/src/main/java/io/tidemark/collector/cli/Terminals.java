package io.tidemark.collector.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What stdin, stdout and stderr are. */
final class Terminals {
  /** Descriptors by POSIX. */
  static final int IN = 0;

  static final int OUT = 1;
  static final int ERR = 2;

  private Terminals() {}

  /**
   * Whether a descriptor is a terminal. {@code System.console()} speaks of stdin and stdout
   * together, which are often redirected alone.
   */
  @SuppressWarnings("SystemConsoleNull") // without procfs: from JDK 22 on, JLine decides
  static boolean is(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd", "" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return descriptor != ERR && System.console() != null;
    }
  }

  /** Whether to write colours to stdout; see no-color.org. */
  static boolean colours(Map<String, String> environment) {
    return is(OUT) && allowsColours(environment);
  }

  static boolean allowsColours(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb(environment);
  }

  /** Whether a terminal cannot place its cursor. */
  static boolean isDumb(Map<String, String> environment) {
    String type = environment.getOrDefault("TERM", "");
    return type.isEmpty() || type.equals("dumb");
  }
}

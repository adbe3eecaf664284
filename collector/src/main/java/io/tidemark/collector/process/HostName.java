package io.tidemark.collector.process;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.platform.unix.LibC;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The host's own name. The resolver is never asked, as the JDK and OSHI would: it could wait for a
 * DNS server.
 */
public final class HostName {
  private static final int MAX_BYTES = 256; // HOST_NAME_MAX is 64 on Linux and 255 elsewhere

  private HostName() {}

  /**
   * The name by procfs, by the system, or by the environment; {@code localhost} when nobody knows.
   *
   * @param proc the root of procfs
   */
  public static String of(Path proc) {
    try {
      String name = Files.readString(proc.resolve("sys/kernel/hostname")).strip();
      if (!name.isEmpty()) {
        return name;
      }
    } catch (IOException e) {
      // No Linux, or one that shows nothing of procfs but processes.
    }
    String name = ofSystem();
    return name.isEmpty() ? ofEnvironment() : name;
  }

  static String ofSystem() {
    byte[] name = new byte[MAX_BYTES];
    try {
      boolean told = !Platform.isWindows() && LibC.INSTANCE.gethostname(name, name.length - 1) == 0;
      return told ? Native.toString(name, StandardCharsets.UTF_8).strip() : "";
    } catch (LinkageError e) {
      return ""; // no native code may be loaded here
    }
  }

  private static String ofEnvironment() {
    for (String variable : List.of("COMPUTERNAME", "HOSTNAME")) {
      String name = System.getenv(variable);
      if (name != null && !name.isBlank()) {
        return name.strip();
      }
    }
    return "localhost";
  }
}

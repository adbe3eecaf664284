package io.tidemark.lab.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;

/** The tree that is being tested: its jars as the build left them, and free ports. */
final class BuiltTree {
  private BuiltTree() {}

  /** Tests run in their module's folder. */
  static Programs programs() {
    Path home = Path.of("..").toAbsolutePath().normalize();
    return new Programs(home, Optional.ofNullable(System.getenv("PATH")).orElse(""));
  }

  static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}

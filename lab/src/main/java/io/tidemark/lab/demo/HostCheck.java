package io.tidemark.lab.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a lab can start here at all.
 *
 * @param collectorPort must be free on 127.0.0.1
 */
record HostCheck(Programs programs, int collectorPort) {

  /** Why not, in one line; empty if it can. */
  Optional<String> obstacle() throws IOException {
    if (!Files.isDirectory(Path.of("/dev/shm")) || !Files.isDirectory(Path.of("/proc/sys/net"))) {
      return Optional.of("this needs Linux with /proc and /dev/shm");
    }
    if (!programs.missing().isEmpty()) {
      return Optional.of("not built: " + programs.missing().get(0));
    }
    if (collectorPort < 1 || collectorPort > 65_535) {
      return Optional.of("--port takes 1 to 65535, found " + collectorPort);
    }
    try {
      new ServerSocket(collectorPort, 1, InetAddress.getLoopbackAddress()).close();
      return Optional.empty();
    } catch (BindException e) {
      return Optional.of(
          "port " + collectorPort + " is not free on 127.0.0.1, take another with --port");
    }
  }
}

package io.tidemark.collector.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** What stands open to whom, where that is more than this machine. */
final class Exposure {
  private Exposure() {}

  /**
   * One line of warning, unless nobody else can listen in and nobody can ask without a password.
   *
   * @param host what the server listens on
   */
  static Optional<String> warning(String host, boolean tls, boolean passwords) {
    if ((tls && passwords) || loopback(host)) {
      return Optional.empty();
    }
    String open =
        passwords
            ? "passwords and metrics pass in clear text; --tls-certificate and --tls-key encrypt them"
            : "whoever reaches it can read which client calls what"
                + (tls ? "" : ", and so can who listens in")
                + "; --basic-auth asks for a password"
                + (tls ? "" : ", --tls-certificate and --tls-key encrypt");
    return Optional.of("listening on " + host + ", which is more than this machine: " + open);
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

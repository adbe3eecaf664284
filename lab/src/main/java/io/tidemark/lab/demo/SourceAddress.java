package io.tidemark.lab.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * The loopback address that the data plane dials the cache from: the incident's 127.32.0.1, or the
 * first after it whose ports are not still in TIME_WAIT from a run of less than a minute ago. With
 * those, the ports would run out before anything has happened.
 */
final class SourceAddress {
  private static final int ADDRESSES = 254;

  /**
   * A run takes its ports one after the other, so that this many, spread evenly, find its trace.
   */
  private static final int PROBES = 64;

  private SourceAddress() {}

  /**
   * @throws LabException if the ports of all 254 addresses are in use
   */
  static InetAddress fresh(HostLimits limits) throws IOException {
    for (int host = 1; host <= ADDRESSES; host++) {
      InetAddress address = InetAddress.getByAddress(new byte[] {127, 32, 0, (byte) host});
      if (isFresh(address, limits)) {
        return address;
      }
    }
    throw new LabException("the ports of 127.32.0.1 to 127.32.0.254 are in use; wait a minute");
  }

  static boolean isFresh(InetAddress address, HostLimits limits) throws IOException {
    int step = Math.max(1, limits.labPorts() / PROBES);
    for (int port = limits.lowPort(); port <= limits.lastLabPort(); port += step) {
      try (Socket probe = new Socket()) {
        probe.bind(new InetSocketAddress(address, port));
      } catch (BindException e) {
        return false;
      }
    }
    return true;
  }
}

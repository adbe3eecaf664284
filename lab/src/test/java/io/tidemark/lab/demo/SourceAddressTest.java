package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class SourceAddressTest {
  private static final int TIME_WAIT_CEILING = 131_072;

  @Test
  void isFreshAgainOnceItsPortsAreFree() throws IOException {
    InetAddress address = InetAddress.getByAddress(new byte[] {127, 33, 0, 1});
    HostLimits onePort;
    try (ServerSocket taken = new ServerSocket(0, 1, address)) {
      onePort = new HostLimits(taken.getLocalPort(), taken.getLocalPort(), TIME_WAIT_CEILING);
      assertFalse(SourceAddress.isFresh(address, onePort));
    }
    assertTrue(SourceAddress.isFresh(address, onePort));
  }
}

package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLimitsTest {
  @TempDir private Path ipv4 = Path.of("");

  @Test
  void readsTheRangeAndTheCeiling() throws IOException {
    Files.writeString(ipv4.resolve("ip_local_port_range"), "32768\t60999\n");
    Files.writeString(ipv4.resolve("tcp_max_tw_buckets"), "131072\n");
    HostLimits limits = HostLimits.read(ipv4);
    assertEquals(new HostLimits(32_768, 60_999, 131_072), limits);
    assertEquals(28_232, limits.ports());
    assertEquals(26_184, limits.labPorts());
    assertEquals(58_951, limits.lastLabPort());
    assertEquals(Optional.empty(), limits.obstacle());
  }

  @Test
  void saysWhenTheKernelDropsTimeWaitBeforeThePortsRunOut() {
    assertEquals(
        Optional.of(
            "tcp_max_tw_buckets is 8,192, fewer than the 26,184 ports of the lab: the kernel drops"
                + " TIME_WAIT before they run out, so 'Address already in use' will not occur"
                + " here"),
        new HostLimits(32_768, 60_999, 8_192).obstacle());
  }
}

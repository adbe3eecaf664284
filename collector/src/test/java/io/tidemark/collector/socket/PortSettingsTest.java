package io.tidemark.collector.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PortSettingsTest {
  @TempDir Path proc;
  private Path ipv4;

  @BeforeEach
  void makeSettings() throws IOException {
    ipv4 = Files.createDirectories(proc.resolve("sys/net/ipv4"));
  }

  @Test
  void readsWhatTheKernelTells() throws IOException {
    set("ip_local_port_range", "32768\t60999");
    set("ip_local_reserved_ports", "");
    set("tcp_tw_reuse", "2");
    set("tcp_tw_reuse_delay", "1500");
    set("tcp_timestamps", "1");
    assertEquals(
        Optional.of(new PortSettings(PortRange.DEFAULT, 2, 1_500, true)), PortSettings.read(proc));
  }

  @Test
  void reusesNothingWhereTheKernelDoesNotTell() throws IOException {
    set("ip_local_port_range", "32768\t60999");
    assertEquals(
        Optional.of(PortSettings.withoutReuse(PortRange.DEFAULT)), PortSettings.read(proc));
  }

  @Test
  void isEmptyWithoutARange() throws IOException {
    assertEquals(Optional.empty(), PortSettings.read(proc));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "-1", "x", "1 1", "99999999999999999999999999999999999999"})
  void refusesWhatIsNoSetting(String text) throws IOException {
    set("ip_local_port_range", "32768\t60999");
    set("tcp_tw_reuse", text);
    assertThrows(IOException.class, () -> PortSettings.read(proc));
  }

  private void set(String name, String value) throws IOException {
    Files.writeString(ipv4.resolve(name), value + "\n");
  }
}

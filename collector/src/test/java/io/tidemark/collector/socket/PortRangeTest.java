package io.tidemark.collector.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PortRangeTest {
  @Test
  void leavesOutReservedPorts() throws IOException {
    PortRange range = PortRange.parse("32768\t60999\n", "8080,33000,40000-40999\n");
    assertEquals(28232 - 1 - 1000, range.available());
    assertEquals(
        List.of(32768, 32999, 33001, 39999, 41000, 60999),
        Stream.of(8080, 32767, 32768, 32999, 33000, 33001, 39999, 40000, 40999, 41000, 60999, 61000)
            .filter(range::contains)
            .toList());
  }

  @Test
  void countsAllWithoutReservations() throws IOException {
    assertEquals(PortRange.DEFAULT, PortRange.parse("32768 60999", "\n"));
  }

  @Test
  void isUnknownWhereTheSystemDoesNotTell(@TempDir Path proc) throws IOException {
    assertEquals(Optional.empty(), PortRange.read(proc));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "32768", "1 2 3", "a b", "-1 5", "1 65536", "1 99999999999"})
  void refusesWhatIsNoRange(String text) {
    assertThrows(IOException.class, () -> PortRange.parse(text, ""));
  }
}

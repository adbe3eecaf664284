package io.tidemark.collector.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tidemark.collector.store.StoreSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreOptionsTest {
  private static final Map<String, String> ALL =
      Map.of("TIDEMARK_STORE", "/e", "STATE_DIRECTORY", "/s:/t", "XDG_STATE_HOME", "/x");

  private static Optional<StoreSettings> settings(String place, int mib) {
    return Optional.of(new StoreSettings(Path.of(place), (long) mib << 20));
  }

  @Test
  void whatIsTypedGoesBeforeTheEnvironment() {
    assertEquals(settings("/d", 64), StoreOptions.settings("/d", "64m", ALL));
    assertEquals(settings("/e", 64), StoreOptions.settings(null, "64m", ALL));
    assertEquals(Optional.empty(), StoreOptions.settings("off", "64m", ALL));
    assertEquals(
        Optional.empty(), StoreOptions.settings(null, "64m", Map.of("TIDEMARK_STORE", "off")));
    assertEquals(
        settings("/s/store", 64),
        StoreOptions.settings(null, "64m", Map.of("STATE_DIRECTORY", "/s:/t")));
    assertEquals(
        settings("/x/tidemark", 64),
        StoreOptions.settings(null, "64m", Map.of("XDG_STATE_HOME", "/x")));
  }

  @ParameterizedTest
  @CsvSource({
    "root, /root, /var/lib/tidemark",
    "?, ?, /var/lib/tidemark",
    "nobody, /, /var/lib/tidemark",
    "jane, /home/jane, /home/jane/.local/state/tidemark"
  })
  void isWhereItsUserKeepsSuch(String user, String home, String place) {
    assertEquals(Path.of(place), StoreOptions.usual(user, home));
  }

  @ParameterizedTest
  @CsvSource({"8m, 8", "1g, 1024", "4g, 4096"})
  void sizesHaveAUnit(String typed, int mib) {
    assertEquals(settings("/d", mib), StoreOptions.settings("/d", typed, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "64", "7m", "5g", "-8m", "999999999g", "64M"})
  void refusesOtherSizes(String typed) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> StoreOptions.settings("/d", typed, Map.of()));
    assertEquals(
        "--store-size is '" + typed + "', expected 8m to 4g, such as 64m", refused.getMessage());
  }
}

package io.tidemark.collector.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreCheckTest {
  @TempDir private Path directory;

  private static Finding at(Path place) {
    return StoreCheck.run(Optional.of(new StoreSettings(place, StoreSettings.MIN_BYTES)));
  }

  @Test
  void saysWhereSamplesAreKeptAndMakesNothingThere() throws IOException {
    Path place = directory.resolve("a/b");
    assertEquals(Finding.ok("store", place + ", 0 of 8 MiB"), at(place));
    assertEquals(false, Files.exists(directory.resolve("a")));
    Path filled = Files.createDirectory(directory.resolve("filled"));
    Files.write(filled.resolve("full.corrupt"), new byte[3 << 20]);
    assertEquals(Finding.ok("store", filled + ", 3 of 8 MiB"), at(filled));
  }

  @Test
  void saysThatItIsOff() {
    assertEquals(
        Finding.ok("store", "off: what was measured is not kept, as is wished"),
        StoreCheck.run(Optional.empty()));
  }

  @Test
  void namesWhatIsInTheWay() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertEquals(
        Finding.limited(
            "store",
            "samples are not kept: " + file + " is no directory",
            "name a directory of the collector's own with --store, or 'off'"),
        at(file));
  }
}

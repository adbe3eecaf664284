package io.tidemark.agent.gc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HsperfdataTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  private static final String OTHERS =
      """
      55d0c0a00000-55d0c0a01000 r--p 00000000 fe:00 1311 /usr/bin/java
      7f1000000000-7f1000021000 rw-p 00000000 00:00 0
      """;

  private static final String MAPPED =
      "7f2000000000-7f2000008000 rw-s 00000000 fe:00 99 /tmp/hsperfdata_feeds/7";

  @TempDir Path folder;
  private Path file;
  private Path maps;

  @BeforeEach
  void create() throws IOException {
    file = Files.createDirectory(folder.resolve("hsperfdata_feeds")).resolve("7");
    maps = folder.resolve("maps");
    Files.writeString(maps, OTHERS);
  }

  private List<Boolean> newAndMapped() {
    Hsperfdata own = new Hsperfdata(folder, "feeds", 7, maps, Clock.fixed(NOW, ZoneOffset.UTC));
    return List.of(own.isNew(), own.isMapped());
  }

  private void write(Instant time) throws IOException {
    Files.writeString(file, "counters");
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  @Test
  void aFileThatWasJustMadeIsThisJvms() throws IOException {
    write(NOW.minusSeconds(1));
    Files.writeString(maps, OTHERS + MAPPED + "\n");
    assertEquals(List.of(true, true), newAndMapped());
  }

  @Test
  void anOldFileMayBeAnothersButAMappingIsNot() throws IOException {
    write(NOW.minusSeconds(3600));
    assertEquals(List.of(false, false), newAndMapped());
    Files.writeString(maps, OTHERS + MAPPED + "\n");
    assertEquals(List.of(false, true), newAndMapped());
  }

  @Test
  void aFileThatIsGoneIsOfNoUse() throws IOException {
    assertEquals(List.of(false, false), newAndMapped());
    Files.writeString(maps, MAPPED + " (deleted)\n" + OTHERS);
    assertEquals(List.of(false, false), newAndMapped());
  }

  @Test
  void withoutAListOfMappingsTheFileDecides() throws IOException {
    Files.delete(maps);
    assertEquals(List.of(false, false), newAndMapped());
    write(NOW.minusSeconds(3600));
    assertEquals(List.of(false, true), newAndMapped());
  }
}

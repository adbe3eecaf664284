package io.tidemark.collector.who;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidemark.segment.SegmentDirectory;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeathNotesTest {
  private static final Death DEATH =
      DeathTextTest.death(
          OptionalLong.of(1_795_260_000_000L), 10.5, Optional.of(DeathTextTest.INDEXER));

  @TempDir Path root;
  private Path segment;
  private DeathNotes notes;

  @BeforeEach
  void makeSegment() throws IOException {
    segment = Files.createFile(root.resolve("7-a.segment"));
    notes = new DeathNotes(new SegmentDirectory(root));
  }

  @Test
  void readsWhatItWrote() throws IOException {
    notes.write(segment, DEATH);
    assertEquals(Optional.of(DEATH), notes.find(segment));
    Death little = DeathTextTest.death(OptionalLong.empty(), 0, Optional.empty());
    notes.write(segment, little);
    assertEquals(Optional.of(little), notes.find(segment));
    assertEquals(List.of("7-a.segment", "7-a.segment.death"), names());
  }

  @Test
  void goesWithTheSegment() throws IOException {
    notes.write(segment, DEATH);
    notes.sweep();
    assertEquals(Optional.of(DEATH), notes.find(segment));
    Files.delete(segment);
    notes.sweep();
    assertEquals(List.of(), names());
    Files.delete(root);
    notes.sweep();
  }

  @Test
  void followsNoLink() throws IOException {
    Path elsewhere = Files.writeString(root.resolve("elsewhere"), "precious");
    Files.createSymbolicLink(root.resolve("7-a.segment.death"), elsewhere);
    Files.createSymbolicLink(root.resolve("7-a.segment.death-unfinished"), elsewhere);
    assertEquals(Optional.empty(), notes.find(segment));
    notes.write(segment, DEATH);
    assertEquals("precious", Files.readString(elsewhere));
    assertEquals(Optional.of(DEATH), notes.find(segment));
  }

  @Test
  void survivesWhateverIsInANote() throws IOException {
    StringWriter sound = new StringWriter();
    DeathProperties.of(DEATH).store(sound, null);
    byte[] bytes = sound.toString().getBytes(StandardCharsets.UTF_8);
    Random random = new Random(20_261_121);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = bytes.clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      Optional<Death> parsed =
          DeathProperties.parse(
              new String(mutated, 0, random.nextInt(mutated.length) + 1, StandardCharsets.UTF_8));
      read += parsed.isPresent() ? 1 : 0;
      parsed.ifPresent(death -> assertEquals(-1, DeathText.of(death, 0).indexOf('\n')));
    }
    assertTrue(read > 100, "a wrong digit is no error: " + read);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}

package io.tidemark.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentDirectoryTest {
  @TempDir Path temp;

  @Test
  void directoryAndFilesAreTheOwnersAlone() throws IOException {
    Path path = temp.resolve("segments");
    try (SegmentWriter writer = SegmentFixture.create(path, SegmentFixture.SMALL)) {
      assertEquals("rwx------", permissions(path));
      assertEquals("rw-------", permissions(writer.path()));
    }
  }

  @Test
  void refusesALinkInPlaceOfTheDirectory() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp);
    IOException error =
        assertThrows(IOException.class, () -> new SegmentDirectory(link).prepare(true));
    assertEquals(link + " is not a directory; set TIDEMARK_DIR to one", error.getMessage());
  }

  @Test
  void refusesALinkInPlaceOfASegment() throws IOException {
    Path target = Files.write(temp.resolve("elsewhere"), new byte[10_000]);
    Path link = Files.createSymbolicLink(temp.resolve("1-0.segment"), target);
    assertThrows(IOException.class, () -> SegmentReader.open(link));
    assertEquals(List.of(), new SegmentDirectory(temp).segments());
  }

  @Test
  void refusesADiskUnlessItIsAllowed() throws IOException {
    String type = Files.getFileStore(temp).type();
    SegmentDirectory directory = new SegmentDirectory(temp);
    if (type.equals("tmpfs")) {
      directory.prepare(false);
    } else {
      IOException error = assertThrows(IOException.class, () -> directory.prepare(false));
      assertTrue(
          String.valueOf(error.getMessage()).contains(" is on " + type + ", expected tmpfs"));
    }
    directory.prepare(true);
  }

  @Test
  void noDirectoryMeansNoSegments() throws IOException {
    assertEquals(List.of(), new SegmentDirectory(temp.resolve("absent")).segments());
    Path file = Files.createFile(temp.resolve("file"));
    assertThrows(IOException.class, () -> new SegmentDirectory(file).segments());
  }

  @Test
  void keepsTheYoungestOfTheDeadAndAllOfTheLiving() throws IOException {
    try (SegmentWriter living = SegmentFixture.create(temp, SegmentFixture.SMALL)) {
      List<Path> dead = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Path file = Files.createFile(temp.resolve(i + "-dead.segment"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L * i));
        dead.add(file);
      }
      new SegmentDirectory(temp).prepare(true);
      for (int i = 0; i < dead.size(); i++) {
        assertEquals(i >= 4, Files.exists(dead.get(i)), dead.get(i).toString());
      }
      assertTrue(Files.exists(living.path()));
    }
  }

  @Test
  void leavesNothingBehindWhenItCannotCreate() {
    SegmentDirectory absent = new SegmentDirectory(temp.resolve("absent"));
    assertThrows(
        IOException.class,
        () -> SegmentWriter.create(absent, SegmentFixture.SMALL, SegmentFixture.IDENTITY));
    assertFalse(Files.exists(absent.path()));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}

package io.tidemark.collector.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What whoever is root in a container could try. */
final class HeldFileTest {
  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void makeContainer() throws IOException, InterruptedException {
    Path container = Files.createDirectories(folder.resolve("container"));
    root = Files.createSymbolicLink(folder.resolve("root"), container); // as in procfs
    FixtureProcesses.write(container.resolve("a/b/file"), "inside");
    FixtureProcesses.write(folder.resolve("secret/file"), "outside");
    Files.createSymbolicLink(container.resolve("absolute"), folder.resolve("secret"));
    Files.createSymbolicLink(container.resolve("relative"), Path.of("../secret"));
    Files.createSymbolicLink(container.resolve("within"), Path.of("a"));
    Files.createSymbolicLink(container.resolve("a/link"), folder.resolve("secret/file"));
    assertEquals(
        0, new ProcessBuilder("mkfifo", container + "/pipe").inheritIO().start().waitFor());
  }

  @Test
  void leadsToAFileWhateverBecomesOfItsName() throws IOException {
    try (HeldFile held = HeldFile.open(root, "/a/b/file")) {
      Files.move(root.resolve("a/b"), root.resolve("a/moved"));
      Files.createSymbolicLink(root.resolve("a/b"), folder.resolve("secret"));
      assertEquals("inside", Files.readString(held.path()));
      assertEquals(6, held.open().size());
      assertEquals(root.resolve("a/b/file"), held.shown());
      Files.delete(root.resolve("a/moved/file"));
      assertEquals("inside", Files.readString(held.path()));
    }
  }

  @Test
  void isTheSameFileByTwoWays() throws IOException {
    Files.createLink(root.resolve("a/second"), root.resolve("a/b/file"));
    try (HeldFile first = HeldFile.open(root, "/a/b/file");
        HeldFile second = HeldFile.open(root, "/a/second")) {
      assertEquals(first.identity(), second.identity());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/absolute/file",
        "/relative/file",
        "/within/b/file",
        "/a/link",
        "/a/b/../b/file",
        "/../secret/file",
        "/./a/b/file",
        "//a/b/file",
        "a/b/file",
        "/a/b/file/",
        "/a/b",
        "/pipe",
        "/missing",
        "",
        "/",
        "/a/b/file\0"
      })
  void refusesWhatIsNoRegularFileByAStraightPath(String inside) {
    assertThrows(IOException.class, () -> HeldFile.open(root, inside).close());
  }

  @Test
  void refusesADevice() {
    assertThrows(IOException.class, () -> HeldFile.open(Path.of("/"), "/dev/null").close());
  }

  @Test
  void opensNothingOnceLetGo() throws IOException {
    HeldFile held = HeldFile.open(root, "/a/b/file");
    held.close();
    held.close();
    assertThrows(IOException.class, held::open);
  }

  @Test
  void tellsDirectoriesApart() throws IOException {
    Object identity = HeldFile.directory(root, "/a/b");
    assertEquals(identity, HeldFile.directory(root, "/a/b"));
    Files.move(root.resolve("a/b"), root.resolve("a/moved"));
    Files.createDirectory(root.resolve("a/b"));
    assertNotEquals(identity, HeldFile.directory(root, "/a/b"));
    assertEquals(identity, HeldFile.directory(root, "/a/moved"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/absolute", "/relative", "/within/b", "/a/b/file", "/a/../a", "/pipe", "/"})
  void refusesWhatIsNoDirectoryByAStraightPath(String inside) {
    assertThrows(IOException.class, () -> HeldFile.directory(root, inside));
  }
}

package io.tidemark.collector.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcfsTest {
  @TempDir Path proc;

  @Test
  void isNotAnEmptyDirectoryNorOneOfAnotherSystem() throws IOException {
    assertFalse(Procfs.at(proc.resolve("nowhere")));
    assertFalse(Procfs.at(proc));
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(proc.resolve("self/psinfo"), "as Solaris has it");
    assertFalse(Procfs.at(proc));
  }

  @Test
  void isWhatShowsProcessesAloneToo() throws IOException {
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(proc.resolve("self/status"), "Name:\tjava\n");
    assertTrue(Procfs.at(proc));
  }

  @Test
  void isWhatShowsTheNetwork() throws IOException {
    Files.createDirectories(proc.resolve("net"));
    assertTrue(Procfs.at(proc));
  }
}

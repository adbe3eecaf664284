package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private Path logs = Path.of("");

  @Test
  void hearsTheLatestMessageOfItsKind() throws IOException {
    try (Child child = shell("echo 'stats 1'; echo 'stats 2'; echo 'ready 3'; read -r line")) {
      assertEquals(3, child.await("ready", Integer.class, LIMIT));
      assertEquals(2, child.last("stats", Integer.class).orElseThrow());
    }
  }

  @Test
  void waitsForTheAnswerToItsOwnCommand() throws IOException {
    String answering =
        "echo 'answer \"before\"'; while read -r word; do echo \"answer $word\"; done";
    try (Child child = shell(answering)) {
      assertEquals("before", child.await("answer", String.class, LIMIT));
      assertEquals("yes", child.ask("yes", "answer", String.class, LIMIT));
    }
  }

  @Test
  void saysWhyAProcessThatEndedDidNotAnswer() throws IOException {
    try (Child child = shell("echo 'out of luck' >&2; exit 7")) {
      LabException failure =
          assertThrows(LabException.class, () -> child.await("ready", Integer.class, LIMIT));
      assertEquals(
          "shell did not say 'ready'; it ended with exit code 7.\nout of luck",
          failure.getMessage());
    }
  }

  @Test
  void aLeashedProgramEndsWithItsPipe() throws Exception {
    Child child = Child.leashed("sleep", List.of("sleep", "600"), Map.of(), logs);
    ProcessHandle program = ProcessHandle.of(child.pid()).orElseThrow();
    assertTrue(program.isAlive());
    child.letGo();
    program.onExit().get(10, TimeUnit.SECONDS);
    assertFalse(child.alive());
  }

  private Child shell(String script) throws IOException {
    return Child.talking("shell", List.of("/bin/sh", "-c", script), logs);
  }
}

package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the agent's jar shows to a service that has it on its class path: next to nothing. */
class JarIT {
  private static final long MAX_BYTES = 6_000_000;

  @Test
  void showsTwoClassesAndHidesTheRest() throws IOException {
    try (JarFile jar = new JarFile(Child.agentJar().toFile())) {
      List<JarEntry> entries = Collections.list(jar.entries());
      assertEquals(
          List.of(
              "META-INF/MANIFEST.MF",
              "META-INF/LICENSE",
              "META-INF/NOTICE",
              "META-INF/licenses/ASM",
              "io/tidemark/agent/AgentClassLoader.class",
              "io/tidemark/agent/Premain.class"),
          entries.stream()
              .map(JarEntry::getName)
              .filter(name -> !name.startsWith("inst/") || !name.endsWith(".classdata"))
              .toList());
      assertEquals(
          1, entries.stream().map(JarEntry::getTime).distinct().count(), "times of entries");
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertEquals(
          List.of("io.tidemark.agent.Premain", "io.tidemark.agent.Premain", "true", "true"),
          List.of(
              manifest.getValue("Premain-Class"),
              manifest.getValue("Agent-Class"),
              manifest.getValue("Can-Redefine-Classes"),
              manifest.getValue("Can-Retransform-Classes")));
    }
    long size = Files.size(Child.agentJar());
    assertTrue(size <= MAX_BYTES, () -> "the jar has " + size + " bytes");
  }
}

package io.tidemark.collector.attach;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Finds the agent's jar, and makes sure that it is one. */
final class AgentJar {
  static final String NAME = "tidemark-agent.jar";

  private static final String ENTRY = "io.tidemark.agent.Premain";

  private AgentJar() {}

  /**
   * The jar that was named, or the one beside the collector's.
   *
   * @throws AttachException when it is not there or something else
   */
  static Path find(@Nullable Path named) throws AttachException {
    Path jar = named != null ? named : beside();
    if (!Files.isRegularFile(jar)) {
      throw new AttachException(
          "there is no %s; expected the agent's jar %s, name it with --agent"
              .formatted(jar, named == null ? "beside the collector's" : "there"));
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      if (manifest == null || !ENTRY.equals(manifest.getMainAttributes().getValue("Agent-Class"))) {
        throw new AttachException(
            jar + " is not a Tidemark agent that can be attached; name one with --agent");
      }
      return jar.toRealPath();
    } catch (IOException e) {
      throw new AttachException(jar + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Path beside() throws AttachException {
    CodeSource source = AgentJar.class.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI()).resolveSibling(NAME);
    } catch (URISyntaxException e) {
      throw new AttachException("name the agent's jar with --agent", e);
    }
  }
}

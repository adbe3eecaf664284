package io.tidemark.agent.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The JDKs that the agent is tested on. */
enum Jdk {
  /** The one that runs the tests. */
  RUNNING,
  /** The newest with long support: {@code JAVA_25_HOME}, or where Debian installs JDKs. */
  JDK_25;

  /** Its release of Java. */
  int release() {
    return this == RUNNING ? Runtime.version().feature() : 25;
  }

  /** The JDK's folder; the test is reported as not run when it is not installed. */
  Path home() throws IOException {
    if (this == RUNNING) {
      return Path.of(System.getProperty("java.home"));
    }
    Path home = find();
    if (home == null && "1".equals(System.getenv("TIDEMARK_REQUIRE_ALL"))) {
      throw new IllegalStateException("no JDK 25; set JAVA_25_HOME to one");
    }
    assumeTrue(home != null, "no JDK 25; set JAVA_25_HOME to one");
    return java.util.Objects.requireNonNull(home);
  }

  private static @Nullable Path find() throws IOException {
    String configured = System.getenv("JAVA_25_HOME");
    if (configured != null) {
      return Path.of(configured);
    }
    Path installed = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(installed)) {
      return null;
    }
    try (DirectoryStream<Path> homes = Files.newDirectoryStream(installed, "*25*")) {
      for (Path home : homes) {
        if (version(home).equals("25")) {
          return home;
        }
      }
    }
    return null;
  }

  private static String version(Path home) throws IOException {
    Properties release = new Properties();
    Path file = home.resolve("release");
    if (Files.isRegularFile(file) && Files.isExecutable(home.resolve("bin/java"))) {
      try (InputStream in = Files.newInputStream(file)) {
        release.load(in);
      }
    }
    String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
    int dot = version.indexOf('.');
    return dot < 0 ? version : version.substring(0, dot);
  }
}

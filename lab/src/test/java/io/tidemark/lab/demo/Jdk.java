package io.tidemark.lab.demo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The JDKs that the lab is tested on. */
enum Jdk {
  /** The one that runs the tests. */
  RUNNING,
  /** The newest with long support: {@code JAVA_25_HOME}, or where Debian installs JDKs. */
  JDK_25;

  private static final int NEWEST = 25;

  /** The test is reported as not run when it is not installed. */
  JavaHome home() throws IOException {
    if (this == RUNNING) {
      return JavaHome.running();
    }
    Optional<Path> found = find();
    boolean required = System.getenv("TIDEMARK_REQUIRE_ALL") != null;
    assumeTrue(required || found.isPresent(), "no JDK 25; set JAVA_25_HOME to one");
    return new JavaHome(found.orElseThrow(), NEWEST);
  }

  private static Optional<Path> find() throws IOException {
    Optional<Path> configured = Optional.ofNullable(System.getenv("JAVA_25_HOME")).map(Path::of);
    Path installed = Path.of("/usr/lib/jvm");
    if (configured.isPresent() || !Files.isDirectory(installed)) {
      return configured;
    }
    try (Stream<Path> homes = Files.list(installed)) {
      List<Path> sorted = homes.sorted().toList();
      for (Path home : sorted) {
        if (isNewest(home)) {
          return Optional.of(home);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isNewest(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return false;
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(release)) {
      properties.load(in);
    }
    return properties.getProperty("JAVA_VERSION", "").matches("\"" + NEWEST + "([.+].*)?\"");
  }
}

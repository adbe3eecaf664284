package io.tidemark.lab.demo;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The programs the lab starts: a Java, the project's jars, and what is on the PATH.
 *
 * @param home the project's root, where the modules are
 * @param searchPath directories as in {@code PATH}
 * @param java what runs the lab's own JVMs
 */
public record Programs(Path home, String searchPath, JavaHome java) {

  /** With the Java that runs this. */
  public Programs(Path home, String searchPath) {
    this(home, searchPath, JavaHome.running());
  }

  Path agentJar() {
    return home.resolve("agent/target/tidemark-agent.jar");
  }

  Path collectorJar() {
    return home.resolve("collector/target/tidemark-collector.jar");
  }

  /** The options that its JVM is best started with. */
  Path collectorOptions() {
    return home.resolve("collector/java.options");
  }

  /** Its manifest names the libraries beside it. */
  Path labJar() {
    return home.resolve("lab/target/tidemark-lab.jar");
  }

  /** The jars that a build would have to make first. */
  List<Path> missing() {
    return List.of(agentJar(), collectorJar(), labJar()).stream()
        .filter(jar -> !Files.isRegularFile(jar))
        .toList();
  }

  Optional<Path> find(String program) {
    for (String directory : searchPath.split(File.pathSeparator, -1)) {
      Path file = Path.of(directory, program);
      if (!directory.isEmpty() && Files.isExecutable(file) && !Files.isDirectory(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /**
   * The start of a command line that runs at the lowest priority, where there is {@code nice}. Data
   * plane and cache run so, and equally: a thousand threads must not starve the collector, or the
   * terminal, of two cores, and a cache that always came first would answer before the pool had to
   * dial again.
   */
  List<String> lowPriority() {
    return find("nice").map(nice -> List.of(nice.toString(), "-n", "19")).orElse(List.of());
  }

  /** The start of a command line that runs Java. */
  List<String> java(String... options) {
    return java.command(options);
  }
}

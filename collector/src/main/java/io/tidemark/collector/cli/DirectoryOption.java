package io.tidemark.collector.cli;

import io.tidemark.segment.SegmentDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option for where the segments are, the same for every command. */
final class DirectoryOption {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "${env:" + SegmentDirectory.VARIABLE + ":-/dev/shm/tidemark}",
      description =
          "Where JVMs with the agent leave their segments. Default: $"
              + SegmentDirectory.VARIABLE
              + " or /dev/shm/tidemark.")
  private Path path = SegmentDirectory.DEFAULT;

  SegmentDirectory directory() {
    return new SegmentDirectory(path);
  }

  /**
   * Refuses a directory that was typed and is not there: the usual one is there once a JVM has the
   * agent, but one that somebody names is misspelt.
   */
  void check(CommandSpec command) {
    if (command.commandLine().getParseResult().hasMatchedOption("--dir") && !Files.exists(path)) {
      throw new ParameterException(command.commandLine(), "--dir: there is no directory " + path);
    }
  }

  @Override
  public String toString() {
    return Files.exists(path) ? path.toString() : path + " (there is no such directory)";
  }
}

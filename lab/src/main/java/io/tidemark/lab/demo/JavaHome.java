package io.tidemark.lab.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An installed Java.
 *
 * @param feature its version: 17, 25
 */
public record JavaHome(Path folder, int feature) {
  /** From here on the JVM warns of what Netty and protobuf do, unless it is allowed. */
  private static final int FIRST_TO_WARN = 24;

  /** The one that runs this. */
  public static JavaHome running() {
    return new JavaHome(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /** The start of a command line that runs it. */
  List<String> command(String... options) {
    List<String> command = new ArrayList<>();
    command.add(folder.resolve("bin/java").toString());
    if (feature >= FIRST_TO_WARN) {
      command.add("--sun-misc-unsafe-memory-access=allow");
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of(options));
    return command;
  }
}

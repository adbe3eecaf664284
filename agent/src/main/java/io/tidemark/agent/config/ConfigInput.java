package io.tidemark.agent.config;

import java.io.IOException;
import java.util.Map;

/**
 * Where settings come from.
 *
 * @param arguments what follows {@code -javaagent:tidemark-agent.jar=}
 * @param environment the environment's variables
 * @param files reads the file that the setting {@code config} names
 * @param command the JVM's main class or jar and its arguments, as {@code sun.java.command} has it
 */
public record ConfigInput(
    String arguments, Map<String, String> environment, Files files, String command) {

  /** Reads small text files. */
  public interface Files {
    /**
     * The text of a file.
     *
     * @throws IOException when it cannot be read or is too large
     */
    String read(String path) throws IOException;
  }
}

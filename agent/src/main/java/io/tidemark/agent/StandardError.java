package io.tidemark.agent;

import java.util.function.Consumer;

/** Where the agent says what a person should know: one line each on standard error. */
final class StandardError implements Consumer<String> {
  private final String version;

  StandardError(String version) {
    this.version = version;
  }

  @Override
  public void accept(String line) {
    System.err.println("tidemark " + version + ": " + line);
  }
}

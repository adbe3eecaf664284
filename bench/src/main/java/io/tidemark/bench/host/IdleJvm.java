package io.tidemark.bench.host;

import java.io.IOException;

/** A small JVM to be watched: it handles one call of each of many clients, and then waits. */
public final class IdleJvm {
  private static final int CLIENTS = 50;

  private IdleJvm() {}

  /** Ends when its standard input does. */
  public static void main(String[] args) throws IOException {
    for (int client = 0; client < CLIENTS; client++) {
      handle("client-" + client);
    }
    System.out.println("READY");
    while (System.in.read() >= 0) {}
  }

  /** What the agent is told to take for a handler, with its argument for the client. */
  static int handle(String client) {
    return client.length();
  }
}

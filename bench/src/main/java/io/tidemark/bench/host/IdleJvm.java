package io.tidemark.bench.host;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A small JVM to be watched: it handles one call of each of many clients, and then waits. From the
 * first byte of its standard input on, it handles one call of each of them every second.
 */
public final class IdleJvm {
  private static final int CLIENTS = 50;

  private IdleJvm() {}

  /** Ends when its standard input does. */
  public static void main(String[] args) throws IOException {
    callAll();
    System.out.println("READY");
    if (System.in.read() >= 0) {
      Thread clients = new Thread(IdleJvm::goOn, "clients");
      clients.setDaemon(true);
      clients.start();
      while (System.in.read() >= 0) {}
    }
  }

  private static void goOn() {
    try {
      while (true) {
        callAll();
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void callAll() {
    for (int client = 0; client < CLIENTS; client++) {
      handle("client-" + client);
    }
  }

  /** What the agent is told to take for a handler, with its argument for the client. */
  static int handle(String client) {
    return client.length();
  }
}

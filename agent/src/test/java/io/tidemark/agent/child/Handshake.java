package io.tidemark.agent.child;

import java.io.IOException;

/** How a child tells its parent that its work is done, and waits for leave to exit. */
final class Handshake {
  private Handshake() {}

  static void await() throws IOException {
    System.out.println("READY");
    while (System.in.read() >= 0) {
      // The parent writes nothing; it closes.
    }
  }
}

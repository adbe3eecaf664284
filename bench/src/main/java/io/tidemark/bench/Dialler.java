package io.tidemark.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** A handler that dials. */
public final class Dialler {
  /** Dials, and closes with a reset, so that no port is left in TIME_WAIT. */
  public void handle(String client, ServerSocket listener) throws IOException {
    try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
      socket.setSoLinger(true, 0);
    }
  }
}

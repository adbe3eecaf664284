package io.tidemark.collector.socket;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Linux' sock_diag: the kernel hands out the sockets as binary messages over netlink. Needs no
 * rights, but a seccomp filter or a missing kernel module may refuse it.
 */
public final class SockDiag implements SocketTable {
  // The largest datagram that the kernel fills for a dump.
  private static final int DATAGRAM_BYTES = 32 << 10;
  private static final long TIMEOUT_SECONDS = 1;

  private final ByteBuffer datagram = ByteBuffer.allocateDirect(DATAGRAM_BYTES);
  private int sequence;

  private SockDiag() {}

  /**
   * Opens the way to the kernel, and tries it.
   *
   * @throws IOException when this system has no sock_diag, or refuses it
   */
  public static SockDiag open() throws IOException {
    if (!Platform.isLinux()) {
      throw new IOException("sock_diag is Linux'");
    }
    LibC.load();
    SockDiag table = new SockDiag();
    int socket = table.connect();
    try {
      table.dump(socket, InetDiag.IPV4, InetDiag.LISTENING, new SocketCensus());
    } finally {
      LibC.close(socket);
    }
    return table;
  }

  @Override
  public String name() {
    return "sock_diag";
  }

  @Override
  public void tell(SocketSink sink) throws IOException {
    int socket = connect();
    try {
      dump(socket, InetDiag.IPV4, InetDiag.LISTENING, sink);
      dump(socket, InetDiag.IPV6, InetDiag.LISTENING, sink);
      dump(socket, InetDiag.IPV4, InetDiag.ALL_BUT_LISTENING, sink);
      dump(socket, InetDiag.IPV6, InetDiag.ALL_BUT_LISTENING, sink);
    } finally {
      LibC.close(socket);
    }
  }

  private int connect() throws IOException {
    int socket = LibC.socket(LibC.AF_NETLINK, LibC.SOCK_RAW_CLOSE_ON_EXEC, LibC.NETLINK_SOCK_DIAG);
    if (socket < 0) {
      throw failure("socket");
    }
    ByteBuffer timeval = ByteBuffer.allocateDirect(2 * Long.BYTES).order(ByteOrder.nativeOrder());
    timeval.putLong(0, TIMEOUT_SECONDS);
    // Without the time limit a lost answer would stop the sampler; the kernel loses none.
    if (LibC.setsockopt(socket, LibC.SOL_SOCKET, LibC.SO_RCVTIMEO, timeval, timeval.capacity())
        < 0) {
      LibC.close(socket);
      throw failure("setsockopt");
    }
    return socket;
  }

  private void dump(int socket, byte family, int states, SocketSink sink) throws IOException {
    sequence++;
    ByteBuffer request = InetDiag.request(sequence, family, states);
    if (LibC.send(socket, request, request.capacity(), 0) < 0) {
      throw failure("send");
    }
    do {
      receive(socket);
    } while (!InetDiag.parse(datagram, sequence, sink));
  }

  private void receive(int socket) throws IOException {
    datagram.clear();
    long bytes = LibC.recv(socket, datagram, DATAGRAM_BYTES, 0);
    while (bytes < 0 && Native.getLastError() == LibC.INTERRUPTED) {
      bytes = LibC.recv(socket, datagram, DATAGRAM_BYTES, 0);
    }
    if (bytes <= 0) {
      throw failure("recv");
    }
    datagram.limit((int) bytes);
  }

  private static IOException failure(String call) {
    return new IOException("sock_diag: " + call + " failed, errno " + Native.getLastError());
  }
}

package io.tidemark.collector.socket;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Linux' sock_diag: the kernel hands out the sockets as binary messages over netlink. Needs no
 * rights, but a seccomp filter or a missing kernel module may refuse it.
 *
 * <p>A netlink socket belongs to the network namespace that it was made in, and tells that one's
 * sockets to whoever asks. So it is made there and then kept, which also keeps the namespace: it is
 * to be closed when nothing else is in there.
 */
public final class SockDiag implements SocketTable {
  // The largest datagram that the kernel fills for a dump.
  private static final int DATAGRAM_BYTES = 32 << 10;
  private static final long TIMEOUT_SECONDS = 1;
  private static final int NONE = -1;

  private final ByteBuffer datagram = ByteBuffer.allocateDirect(DATAGRAM_BYTES);
  private final ByteBuffer request = InetDiag.request(0, InetDiag.IPV4, 0);
  private final InNamespace namespace;
  private int socket = NONE;
  private int sequence;

  private SockDiag(InNamespace namespace) {
    this.namespace = namespace;
  }

  /**
   * Opens the way to the kernel, and tries it, in the collector's own network namespace.
   *
   * @throws IOException when this system has no sock_diag, or refuses it
   */
  public static SockDiag open() throws IOException {
    return open(InNamespace.OWN);
  }

  /**
   * The same in any network namespace.
   *
   * @throws NamespaceException when it cannot be entered
   * @throws IOException when this system has no sock_diag, or refuses it
   */
  public static SockDiag open(InNamespace namespace) throws IOException {
    if (!Platform.isLinux()) {
      throw new IOException("sock_diag is Linux'");
    }
    LibC.load();
    SockDiag table = new SockDiag(namespace);
    table.ask(() -> table.dump(InetDiag.IPV4, InetDiag.LISTENING, new SocketCensus()));
    return table;
  }

  @Override
  public String name() {
    return "sock_diag";
  }

  @Override
  public void tell(SocketSink sink) throws IOException {
    ask(
        () -> {
          dump(InetDiag.IPV4, InetDiag.LISTENING, sink);
          dump(InetDiag.IPV6, InetDiag.LISTENING, sink);
          dump(InetDiag.IPV4, InetDiag.ALL_BUT_LISTENING, sink);
          dump(InetDiag.IPV6, InetDiag.ALL_BUT_LISTENING, sink);
        });
  }

  @FunctionalInterface
  private interface Question {
    void ask() throws IOException;
  }

  // After a failure the rest of an answer may be under way: the next question has a new socket.
  private void ask(Question question) throws IOException {
    if (socket == NONE) {
      socket = namespace.call(SockDiag::connect);
    }
    boolean answered = false;
    try {
      question.ask();
      answered = true;
    } finally {
      if (!answered) {
        close();
      }
    }
  }

  private static int connect() throws IOException {
    int socket = LibC.socket(LibC.AF_NETLINK, LibC.SOCK_RAW_CLOSE_ON_EXEC, LibC.NETLINK_SOCK_DIAG);
    if (socket < 0) {
      throw failure("socket");
    }
    ByteBuffer timeval = ByteBuffer.allocateDirect(2 * Long.BYTES).order(ByteOrder.nativeOrder());
    timeval.putLong(0, TIMEOUT_SECONDS);
    // Without the time limit a lost answer would stop the sampler; the kernel loses none.
    if (LibC.setsockopt(socket, LibC.SOL_SOCKET, LibC.SO_RCVTIMEO, timeval, timeval.capacity())
        < 0) {
      IOException failure = failure("setsockopt");
      LibC.close(socket);
      throw failure;
    }
    return socket;
  }

  private void dump(byte family, int states, SocketSink sink) throws IOException {
    sequence++;
    InetDiag.fill(request, sequence, family, states);
    if (LibC.send(socket, request, request.capacity(), 0) < 0) {
      throw failure("send");
    }
    do {
      receive();
    } while (!InetDiag.parse(datagram, sequence, sink));
  }

  private void receive() throws IOException {
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

  @Override
  public void close() {
    if (socket != NONE) {
      LibC.close(socket);
      socket = NONE;
    }
  }
}

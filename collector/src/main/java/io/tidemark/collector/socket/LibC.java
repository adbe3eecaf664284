package io.tidemark.collector.socket;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The few functions of the C library that netlink and network namespaces need, through JNA's direct
 * mapping. For 64-bit Linux, where {@code size_t} is a long. They return -1 on failure; {@link
 * Native#getLastError()} says why.
 */
final class LibC {
  static final int AF_NETLINK = 16;
  static final int SOCK_RAW_CLOSE_ON_EXEC = 3 | 0x80000;
  static final int NETLINK_SOCK_DIAG = 4;
  static final int SOL_SOCKET = 1;
  static final int SO_RCVTIMEO = 20;
  static final int READ_CLOSE_ON_EXEC = 0x80000;
  static final int CLONE_NEWNET = 0x40000000;
  static final int NOT_PERMITTED = 1;
  static final int NOT_THERE = 2;
  static final int NO_PROCESS = 3;
  static final int INTERRUPTED = 4;
  static final int ACCESS_DENIED = 13;

  private LibC() {}

  static native int socket(int domain, int type, int protocol);

  static native int setsockopt(int socket, int level, int option, ByteBuffer value, int length);

  static native long send(int socket, ByteBuffer message, long length, int flags);

  static native long recv(int socket, ByteBuffer message, long length, int flags);

  static native int open(String path, int flags);

  static native int setns(int file, int type);

  static native int close(int file);

  /**
   * Loads the functions, once.
   *
   * @throws IOException when this system has no such functions, or no native code may be loaded
   */
  static void load() throws IOException {
    try {
      Loaded.ensure();
    } catch (LinkageError e) {
      throw new IOException("the C library cannot be called: " + e.getMessage(), e);
    }
  }

  private static final class Loaded {
    static {
      if (Native.POINTER_SIZE != Long.BYTES) {
        throw new UnsatisfiedLinkError("expected a 64-bit system");
      }
      Native.register(LibC.class, "c");
    }

    static void ensure() {}
  }
}

package io.tidemark.collector.discovery;

import com.sun.jna.Native;
import java.io.IOException;

/** The functions of the C library that open a path step by step, through JNA's direct mapping. */
final class LibC {
  /** As a directory: the path is one of its own. */
  static final int AT_FDCWD = -100;

  // asm-generic/fcntl.h; the same on x86-64 but for O_DIRECTORY and O_NOFOLLOW on arm64.
  private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");
  static final int O_CLOEXEC = 0x80000;
  static final int O_PATH = 0x200000;
  static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;
  static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;

  private LibC() {}

  /** Returns a descriptor, or -1. The path ends with a zero byte. */
  static native int openat(int directory, byte[] path, int flags);

  static native int close(int descriptor);

  /**
   * Loads the functions, once.
   *
   * @throws IOException when no native code may be loaded, or this system has no such functions
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
      Native.register(LibC.class, "c");
    }

    static void ensure() {}
  }
}

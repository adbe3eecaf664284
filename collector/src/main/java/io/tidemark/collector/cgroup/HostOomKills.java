package io.tidemark.collector.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How many processes of the host the kernel killed for memory since it started. */
public final class HostOomKills {
  private static final int MAX_BYTES = 32 << 10;

  private HostOomKills() {}

  /**
   * Reads {@code /proc/vmstat}, which is the host's in containers too; empty where it does not say,
   * before Linux 4.13.
   */
  public static OptionalLong read(Path proc) {
    try {
      return KeyedNumbers.find(KernelFile.read(proc.resolve("vmstat"), MAX_BYTES), "oom_kill");
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}

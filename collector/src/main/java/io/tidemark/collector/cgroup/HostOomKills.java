package io.tidemark.collector.cgroup;

import io.tidemark.collector.kernel.KernelFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How many processes of the host the kernel killed for memory since it started. */
public final class HostOomKills {
  private final KernelFiles.Kept vmstat;

  /**
   * Reads nothing yet.
   *
   * @param proc the root of procfs
   */
  public HostOomKills(Path proc, KernelFiles files) {
    this.vmstat = files.keep(proc.resolve("vmstat"));
  }

  /**
   * Reads {@code /proc/vmstat}, which is the host's in containers too; empty where it does not say,
   * before Linux 4.13.
   */
  public OptionalLong read() {
    try {
      return KeyedNumbers.find(vmstat.text(), "oom_kill");
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}

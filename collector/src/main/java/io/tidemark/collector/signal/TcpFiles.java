package io.tidemark.collector.signal;

import io.tidemark.collector.kernel.KernelFiles;
import java.nio.file.Path;

/** The files that have a network namespace's TCP counters. */
record TcpFiles(KernelFiles.Kept snmp, KernelFiles.Kept netstat) {
  /**
   * Opens nothing yet.
   *
   * @param net such as {@code /proc/net}
   */
  static TcpFiles in(Path net, KernelFiles files) {
    return new TcpFiles(files.keep(net.resolve("snmp")), files.keep(net.resolve("netstat")));
  }

  /** Lets go of both: each holds the namespace. */
  void close() {
    snmp.close();
    netstat.close();
  }
}

package io.tidemark.collector.cli;

import io.tidemark.collector.signal.CollectorSettings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options for where the system shows its processes, the same for every command. */
final class PlaceOptions {
  @Option(
      names = "--proc",
      paramLabel = "DIR",
      description = "Where procfs is mounted. Default: /proc.")
  private Path proc = CollectorSettings.PROC;

  @Option(
      names = "--tmp",
      paramLabel = "DIR",
      description =
          "Where HotSpot keeps hsperfdata_*. Default: /tmp; on macOS and Windows java.io.tmpdir.")
  private Path tmp = CollectorSettings.TMP;

  Path proc() {
    return proc;
  }

  Path tmp() {
    return tmp;
  }
}

package io.tidemark.collector.discovery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code /proc/PID/status} says, as far as it is used here; proc(5).
 *
 * @param innerPid the process's id in its own pid namespace, the last of {@code NSpid}; 0 when that
 *     is none of its own, or the kernel (before 4.1) does not tell
 */
record ProcessStatus(long innerPid) {
  private static final int MAX_BYTES = 16 << 10;

  static ProcessStatus read(Path folder, long pid) throws IOException {
    return parse(ProcText.lines(folder.resolve("status"), MAX_BYTES), pid);
  }

  // NSpid: 4711  1: the id in the pid namespace of this procfs comes first.
  static ProcessStatus parse(List<String> lines, long pid) {
    for (String line : lines) {
      if (line.startsWith("NSpid:\t" + pid + "\t")) {
        return new ProcessStatus(Digits.of(line.substring(line.lastIndexOf('\t') + 1)));
      }
    }
    return new ProcessStatus(0);
  }
}

package io.tidemark.collector.process;

import io.tidemark.collector.process.HostFigures.Stall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Pressure stall information: {@code /proc/pressure/cpu} and its like. Source: {@code
 * Documentation/accounting/psi.rst} of the kernel.
 */
final class ProcPressure {
  private static final double MICROSECONDS = 1_000_000;
  private static final String TOTAL = "total=";
  private static final List<String> KINDS = List.of("some", "full");

  private ProcPressure() {}

  /**
   * Parses a file's text: a line {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=0}, and maybe
   * one that begins with {@code full}. For all of a host, {@code full} of the processors has no
   * meaning, and a 0 that newer kernels print there is left out.
   */
  static List<Stall> parse(String resource, String text) throws IOException {
    List<Stall> stalls = new ArrayList<>();
    for (String kind : KINDS) {
      String line = line(text, kind);
      if (!line.isEmpty() && !(resource.equals("cpu") && kind.equals("full"))) {
        stalls.add(new Stall(resource, kind, total(line) / MICROSECONDS));
      }
    }
    if (stalls.isEmpty()) {
      throw new IOException("pressure of " + resource + " has neither some nor full");
    }
    return stalls;
  }

  private static String line(String text, String kind) {
    int line = 0;
    while (!isOfKind(text, line, kind)) {
      line = text.indexOf('\n', line) + 1;
      if (line == 0) {
        return "";
      }
    }
    int end = text.indexOf('\n', line);
    return text.substring(line, end < 0 ? text.length() : end);
  }

  private static boolean isOfKind(String text, int line, String kind) {
    int blank = line + kind.length();
    return text.startsWith(kind, line) && blank < text.length() && text.charAt(blank) == ' ';
  }

  private static long total(String line) throws IOException {
    int at = line.lastIndexOf(TOTAL);
    if (at < 0) {
      throw new IOException("pressure has no " + TOTAL);
    }
    return ProcText.number(line.substring(at + TOTAL.length()).strip(), TOTAL);
  }
}

package io.tidemark.collector.signal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pauses that a JVM logged: {@code -Xlog:gc*,safepoint:file=FILE:timemillis}.
 *
 * @param pauses those of the garbage collector, by its own clock
 * @param safepoints all stops, from the last thread's stopping on
 * @param syncSeconds time that the threads took to stop, together
 */
record GcLog(List<Pause> pauses, List<Pause> safepoints, double syncSeconds) {
  private static final Pattern PAUSE =
      Pattern.compile("\\[(\\d+)ms] GC\\(\\d+\\) (?:[YyO]: )?Pause .* ([0-9.]+)ms");
  private static final Pattern SAFEPOINT =
      Pattern.compile(
          "\\[(\\d+)ms] Safepoint \".*Reaching safepoint: (\\d+) ns.* At safepoint: (\\d+) ns.*");

  /** A logged pause: when it ended, in milliseconds since 1970, and how long it was. */
  record Pause(long endMs, double seconds) {}

  static GcLog read(Path file) throws IOException {
    List<Pause> pauses = new ArrayList<>();
    List<Pause> safepoints = new ArrayList<>();
    double sync = 0;
    for (String line : Files.readAllLines(file)) {
      Matcher pause = PAUSE.matcher(line);
      Matcher safepoint = SAFEPOINT.matcher(line);
      if (pause.matches()) {
        pauses.add(new Pause(Long.parseLong(pause.group(1)), number(pause, 2) / 1e3));
      } else if (safepoint.matches()) {
        safepoints.add(new Pause(Long.parseLong(safepoint.group(1)), number(safepoint, 3) / 1e9));
        sync += number(safepoint, 2) / 1e9;
      }
    }
    return new GcLog(pauses, safepoints, sync);
  }

  private static double number(Matcher line, int group) {
    return Double.parseDouble(line.group(group));
  }

  static double total(List<Pause> pauses) {
    return pauses.stream().mapToDouble(Pause::seconds).sum();
  }

  static double longest(List<Pause> pauses) {
    return pauses.stream().mapToDouble(Pause::seconds).max().orElse(0);
  }
}

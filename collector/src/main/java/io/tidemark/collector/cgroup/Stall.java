package io.tidemark.collector.cgroup;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How long tasks waited for a resource, as a {@code *.pressure} file says: {@code some avg10=0.00
 * avg60=0.00 avg300=0.00 total=12345}. Source: the kernel's accounting/psi.rst.
 *
 * @param kind {@code some} or {@code full}: some tasks waited, or all that could run
 * @param microseconds since the group began
 */
public record Stall(String kind, long microseconds) {
  private static final String TOTAL = " total=";

  static List<Stall> parse(String text) {
    List<Stall> stalls = new ArrayList<>();
    for (String line : KernelFile.lines(text)) {
      int space = line.indexOf(' ');
      String kind = space < 0 ? "" : line.substring(0, space);
      int total = line.lastIndexOf(TOTAL);
      if ((kind.equals("some") || kind.equals("full"))
          && total >= 0
          && stalls.stream().noneMatch(stall -> stall.kind().equals(kind))) {
        OptionalLong microseconds = KeyedNumbers.number(line.substring(total + TOTAL.length()));
        microseconds.ifPresent(us -> stalls.add(new Stall(kind, us)));
      }
    }
    return stalls;
  }
}

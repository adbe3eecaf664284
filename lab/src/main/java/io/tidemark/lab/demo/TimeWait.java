package io.tidemark.lab.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host's sockets in TIME_WAIT, both address families, from {@code /proc/net/sockstat}. */
final class TimeWait {
  private static final Pattern TCP = Pattern.compile("(?m)^TCP: .*\\btw (\\d+)");

  private TimeWait() {}

  static long count() throws IOException {
    return parse(Files.readString(Path.of("/proc/net/sockstat")));
  }

  static long parse(String sockstat) {
    Matcher matcher = TCP.matcher(sockstat);
    if (!matcher.find()) {
      throw new IllegalArgumentException("sockstat: no line 'TCP: … tw <count>' in " + sockstat);
    }
    return Long.parseLong(matcher.group(1));
  }
}

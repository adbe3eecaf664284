package io.tidemark.collector.signal;

import io.tidemark.collector.sample.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Since when the counters of each network namespace count, for OTLP.
 *
 * <p>Nothing tells when a namespace was made. What it counted, it counted since the system started;
 * so that is said, and said again after a restart of the collector. When a namespace's successor
 * has its name, the counters begin anew, and that was after the last sample of the one before.
 *
 * <p>Remembers the last 256 names. Not thread-safe.
 */
final class CounterStarts {
  private static final int MAX_NAMES = 256;
  private static final int MAX_BYTES = 64;

  private final Source sinceBoot;
  private final Clock clock;
  private final Map<String, Last> lasts = new LinkedHashMap<>(16, 0.75f, true);

  private record Last(String identity, TcpCounters counters, Source source, long epochMs) {}

  CounterStarts(Source host, Path proc, Clock clock) {
    this.sinceBoot = since(host, clock.millis() - uptimeMs(proc, host, clock));
    this.clock = clock;
  }

  // "12345.67 45678.90": seconds since the start, and idle ones.
  private static long uptimeMs(Path proc, Source host, Clock clock) {
    try (InputStream in = Files.newInputStream(proc.resolve("uptime"))) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII);
      double seconds = Double.parseDouble(text.split(" ", 2)[0]);
      return Math.max(0, Math.min((long) (seconds * 1000), clock.millis()));
    } catch (IOException | NumberFormatException e) {
      return clock.millis() - host.startEpochMs();
    }
  }

  private static Source since(Source host, long epochMs) {
    return new Source(host.service(), host.instance(), epochMs, host.attributes(), host.host());
  }

  /**
   * What samples of these counters are about: the host, since they count.
   *
   * @param name of the namespace
   * @param identity what tells it from every other one that there is
   */
  Source of(String name, String identity, TcpCounters counters) {
    long nowMs = clock.millis();
    Last last = lasts.get(name);
    Source source = last == null ? sinceBoot : last.source();
    if (last != null
        && (!last.identity().equals(identity) || counters.fellSince(last.counters()))) {
      source = since(sinceBoot, last.epochMs());
    }
    lasts.put(name, new Last(identity, counters, source, nowMs));
    if (lasts.size() > MAX_NAMES) {
      lasts.remove(lasts.keySet().iterator().next());
    }
    return source;
  }
}

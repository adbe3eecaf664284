package io.tidemark.collector.verdict;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.segment.Label;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a snapshot says about services and host beside the ledgers. For one thread. */
final class Gauges {
  private static final long KILL_MS = 120_000;
  private static final long LOOP_MS = 300_000;
  private static final int MAX_COUNTERS = 4096;

  /** Nothing that is measured is as large, and sums of it are still numbers. */
  private static final double MAX_VALUE = 1e18;

  /** Of a service: of its worst JVM. */
  static final class OfService {
    double threads;
    double stopped;
    double pauseAgeSeconds;
    double memoryShare;
    double memoryLimit;
    double youngestSeconds = Double.POSITIVE_INFINITY;
    double killed;
    double ended;
    String lastHeaviest = "";
    String lastHeaviestAt = "";
    double lastDeathSeconds;
    final Map<String, Double> usedBytes = new HashMap<>();
    final Map<String, Double> limitBytes = new HashMap<>();
  }

  private record Death(String service, String instance, boolean killed, long epochMs) {}

  private final Map<String, OfService> services = new HashMap<>();
  private final Map<String, Double> counters = new HashMap<>();
  private final Deque<Death> deaths = new ArrayDeque<>();
  private final Ports ports = new Ports();
  private boolean first = true;

  void read(List<Sample> samples, long epochMs) {
    services.clear();
    ports.begin();
    for (Sample sample : samples) {
      if (sample instanceof NumberSample number && isSane(number.value())) {
        read(number, epochMs);
      }
    }
    ports.end();
    deaths.removeIf(death -> epochMs - death.epochMs() > LOOP_MS || death.epochMs() > epochMs);
    first = false;
  }

  /** Whether a value can be one: segments and files are written by others. */
  static boolean isSane(double value) {
    return value >= 0 && value <= MAX_VALUE;
  }

  /** What was read of a service last. */
  OfService of(String service) {
    return services.computeIfAbsent(service, name -> new OfService());
  }

  Set<String> services() {
    return services.keySet();
  }

  Ports ports() {
    return ports;
  }

  /** Processes of a service that died of memory in the last two minutes. */
  int kills(String service, long nowMs) {
    int kills = 0;
    for (Death death : deaths) {
      boolean counts = death.killed() && nowMs - death.epochMs() <= KILL_MS;
      kills += counts && death.service().equals(service) ? 1 : 0;
    }
    return kills;
  }

  /** Unclean ends and kills that a snapshot told. */
  int deathsAt(long epochMs) {
    int at = 0;
    for (Death death : deaths) {
      at += death.epochMs() == epochMs ? 1 : 0;
    }
    return at;
  }

  /** Unclean ends in the last two minutes. */
  int crashes(String service, long nowMs) {
    int crashes = 0;
    for (Death death : deaths) {
      boolean counts = !death.killed() && nowMs - death.epochMs() <= KILL_MS;
      crashes += counts && death.service().equals(service) ? 1 : 0;
    }
    return crashes;
  }

  /** Unclean ends of the same JVM in the last five minutes, beyond its first. */
  int loops(String service) {
    Map<String, Integer> byInstance = new HashMap<>();
    for (Death death : deaths) {
      if (death.service().equals(service) && !death.killed()) {
        byInstance.merge(death.instance(), 1, Integer::sum);
      }
    }
    return byInstance.values().stream().mapToInt(ends -> ends - 1).sum();
  }

  private void read(NumberSample sample, long epochMs) {
    double value = sample.value();
    switch (sample.metric()) {
      case PROCESS_THREADS -> {
        OfService of = of(sample.source().service());
        of.threads = Math.max(of.threads, value);
      }
      case STOPPED -> {
        OfService of = of(sample.source().service());
        of.stopped = Math.max(of.stopped, value);
      }
      case PAUSE_AGE -> {
        OfService of = of(sample.source().service());
        of.pauseAgeSeconds = Math.max(of.pauseAgeSeconds, value);
      }
      case PROCESS_UPTIME -> {
        OfService of = of(sample.source().service());
        of.youngestSeconds = Math.min(of.youngestSeconds, value);
      }
      case CGROUP_MEMORY -> memory(sample, of(sample.source().service()).usedBytes);
      case CGROUP_MEMORY_LIMIT -> memory(sample, of(sample.source().service()).limitBytes);
      case OOM_KILLS, OUT_OF_MEMORY -> died(sample, true, epochMs);
      case EXITS -> {
        String exit = sample.labels().get(0);
        if (exit.equals("unclean")) {
          died(sample, false, epochMs);
        }
      }
      case LAST_DEATH -> lastDeath(sample);
      default -> ports.read(sample);
    }
  }

  private void memory(NumberSample sample, Map<String, Double> bytes) {
    String instance = sample.source().instance();
    bytes.put(instance, sample.value());
    OfService of = of(sample.source().service());
    Double used = of.usedBytes.get(instance);
    Double limit = of.limitBytes.get(instance);
    if (used != null && limit != null && limit >= 1 && used / limit > of.memoryShare) {
      of.memoryShare = used / limit;
      of.memoryLimit = limit;
    }
  }

  private void died(NumberSample sample, boolean killed, long epochMs) {
    String service = sample.source().service();
    String instance = sample.source().instance();
    String key = sample.metric().name() + '\n' + service + '\n' + instance;
    Double before = counters.get(key);
    if (before == null && counters.size() >= MAX_COUNTERS) {
      return;
    }
    counters.put(key, sample.value());
    // What was counted before the first snapshot is history.
    double since = before == null ? (first ? 0 : sample.value()) : sample.value() - before;
    for (int i = 0; i < Math.min(since, 8) && deaths.size() < MAX_COUNTERS; i++) {
      deaths.add(new Death(service, instance, killed, epochMs));
    }
  }

  private void lastDeath(NumberSample sample) {
    OfService of = of(sample.source().service());
    if (sample.value() > of.lastDeathSeconds
        && !sample.labels().get(1).equals(Label.UNATTRIBUTED)) {
      of.lastDeathSeconds = sample.value();
      of.lastHeaviest = sample.labels().get(1);
      of.lastHeaviestAt = sample.labels().get(2);
    }
  }

  /** The last dead JVM's heaviest client, if one is known. */
  @Nullable String heaviestOfTheDead(String service) {
    String name = of(service).lastHeaviest;
    return name.isEmpty() ? null : name;
  }
}

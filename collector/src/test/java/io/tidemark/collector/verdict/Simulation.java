package io.tidemark.collector.verdict;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A service under load, second by second, as the collector's snapshots show it: what is set holds
 * until it is set otherwise. All in it follows from its settings and its seed.
 */
final class Simulation {
  static final String SERVICE = "dataplane";
  static final String POSTS = "dataplane.Posts/GetPostRecord";
  static final String FEEDS = "dataplane.Feeds/GetFeed";
  static final long START_MS = 1_800_000_000_000L;
  private static final double PORTS = 28_232;

  /** What a client does at a handler, per second; of one request where it says so. */
  static final class Load {
    double requests;
    double itemsPerRequest = 12;
    double seconds = 0.01; // of one request
    double tasksPerItem = 1;
    double dialsPerItem;
    double logsPerRequest;
    double bytesPerItem = 10_000;
    double cpuPerItem = 1e-5; // seconds
    double blockedPerLog; // seconds
    double errorShare;
    double portlessShare; // of the dials
    double backgroundDials; // of requests that began before
    double backgroundLogs; // that no request causes

    private final double[] total = new double[16];

    Load requests(double perSecond) {
      requests = perSecond;
      return this;
    }

    Load items(double perRequest) {
      itemsPerRequest = perRequest;
      return this;
    }

    Load seconds(double perRequest) {
      seconds = perRequest;
      return this;
    }

    Load dials(double perItem) {
      dialsPerItem = perItem;
      return this;
    }

    Load tasks(double perItem) {
      tasksPerItem = perItem;
      return this;
    }

    Load logs(double perRequest) {
      logsPerRequest = perRequest;
      return this;
    }

    Load bytes(double perItem) {
      bytesPerItem = perItem;
      return this;
    }

    Load cpu(double perItem) {
      cpuPerItem = perItem;
      return this;
    }

    Load blocked(double perLog) {
      blockedPerLog = perLog;
      return this;
    }

    Load errors(double share) {
      errorShare = share;
      return this;
    }

    Load portless(double share) {
      portlessShare = share;
      return this;
    }
  }

  private record Key(String client, String handler) {}

  private final Map<Key, Load> loads = new LinkedHashMap<>();
  private final Random random;
  private final double noise;
  private long nowMs = START_MS;
  private long startMs = START_MS - 600_000;
  private final double[] timeWaits = new double[60];
  private final double[] dialled = new double[3];
  private int second;
  double scale = 1; // of everybody's requests
  double threads = 150;
  double stopped = 0.01;
  double listenDrops;
  double memoryShare = 0.5;
  double dialSeconds = 0.001; // of one dial, to the one destination
  double refusedShare; // of the dials
  double otherDials;
  double oomKills;
  double uncleanExits;
  double cleanExits;
  String heaviestOfTheDead = "";

  Simulation(long seed, double noise) {
    this.random = new Random(seed);
    this.noise = noise;
  }

  /** Five ordinary clients, as the lab has them. */
  static Simulation ordinary(long seed, double noise) {
    Simulation simulation = new Simulation(seed, noise);
    simulation.load("web-frontend", POSTS).requests(35);
    simulation.load("web-frontend", FEEDS).requests(35);
    simulation.load("mobile-gateway", FEEDS).requests(60);
    simulation.load("feed-ranker", POSTS).requests(30);
    simulation.load("notifier", POSTS).requests(25);
    simulation.load("post-ingest", FEEDS).requests(15);
    simulation.all(load -> load.dials(0.001).logs(0.005));
    return simulation;
  }

  Load load(String client, String handler) {
    return loads.computeIfAbsent(new Key(client, handler), key -> new Load());
  }

  /** Clients go, whose names begin so. */
  void forget(String prefix) {
    loads.keySet().removeIf(key -> key.client().startsWith(prefix));
  }

  /** Changes everybody. */
  void all(Consumer<Load> change) {
    loads.values().forEach(change);
  }

  /** The JVM ends, and another takes its place at once, with no counts. */
  void restart() {
    startMs = nowMs;
    loads.values().forEach(load -> Arrays.fill(load.total, 0));
    Arrays.fill(dialled, 0);
  }

  /** Nothing is sampled for a while; what is counted meanwhile is seen at once. */
  void skip(int seconds) {
    for (int i = 0; i < seconds; i++) {
      Snapshot unused = next();
    }
  }

  /** The clock is set. */
  void clock(long byMs) {
    nowMs += byMs;
  }

  /** The next second. */
  Snapshot next() {
    nowMs += 1000;
    second++;
    Source jvm = new Source(SERVICE, "host-1", startMs, Map.of(), false);
    Source host = new Source("tidemark-collector", "host", START_MS, Map.of(), true);
    List<Sample> samples = new ArrayList<>();
    double dials = otherDials;
    for (Map.Entry<Key, Load> each : loads.entrySet()) {
      dials += row(jvm, each.getKey(), each.getValue(), samples);
    }
    samples.add(number(Metric.PROCESS_THREADS, jvm, noisy(threads)));
    samples.add(number(Metric.STOPPED, jvm, noisy(stopped)));
    samples.add(number(Metric.PAUSE_AGE, jvm, 0));
    samples.add(number(Metric.PROCESS_UPTIME, jvm, (nowMs - startMs) / 1000.0));
    samples.add(number(Metric.OOM_KILLS, jvm, oomKills));
    samples.add(number(Metric.EXITS, jvm, uncleanExits, "unclean"));
    samples.add(number(Metric.EXITS, jvm, cleanExits, "clean"));
    if (!heaviestOfTheDead.isEmpty()) {
      samples.add(
          number(Metric.LAST_DEATH, jvm, startMs / 1000.0, "unclean", heaviestOfTheDead, FEEDS));
    }
    samples.add(number(Metric.CGROUP_MEMORY, jvm, 1e9 * memoryShare));
    samples.add(number(Metric.CGROUP_MEMORY_LIMIT, jvm, 1e9));
    destination(jvm, dials, samples);
    ports(host, dials, samples);
    return new Snapshot(nowMs, samples);
  }

  private double row(Source jvm, Key key, Load load, List<Sample> samples) {
    double requests = whole(noisy(load.requests * scale));
    double items = requests * load.itemsPerRequest;
    double dials = whole(items * load.dialsPerItem) + load.backgroundDials;
    double portless = whole(dials * load.portlessShare);
    double[] t = load.total;
    String[] labels = {key.client(), key.handler(), "grpc"};
    samples.add(number(Metric.REQUESTS, jvm, t[0] += requests, labels));
    samples.add(
        number(Metric.ERRORS, jvm, t[1] += whole(requests * load.errorShare), with(labels, "1")));
    samples.add(histogram(Metric.ITEMS, jvm, t[2] += items, t[0], labels));
    samples.add(
        number(Metric.ACTIVE_REQUESTS, jvm, Math.floor(load.requests * load.seconds), labels));
    samples.add(
        histogram(Metric.DURATION, jvm, t[3] += requests * noisy(load.seconds), t[0], labels));
    samples.add(
        number(Metric.TASKS, jvm, t[4] += items * load.tasksPerItem, with(labels, "platform")));
    samples.add(number(Metric.DIALS, jvm, t[5] += dials, labels));
    samples.add(
        number(Metric.DIAL_ERRORS, jvm, t[6] += portless, with(labels, "address_already_in_use")));
    double logged = whole(requests * load.logsPerRequest + portless) + load.backgroundLogs;
    samples.add(number(Metric.LOG_EVENTS, jvm, t[7] += logged, with(labels, "error")));
    samples.add(number(Metric.ALLOCATED, jvm, t[8] += items * load.bytesPerItem, labels));
    samples.add(number(Metric.CPU_TIME, jvm, t[9] += items * load.cpuPerItem, labels));
    samples.add(number(Metric.LOG_BLOCKED, jvm, t[10] += logged * load.blockedPerLog, labels));
    return dials - portless;
  }

  private void destination(Source jvm, double dials, List<Sample> samples) {
    String[] labels = {"127.0.0.1", "11211"};
    dialled[0] += dials;
    dialled[1] += dials * dialSeconds;
    dialled[2] += Math.floor(dials * refusedShare);
    samples.add(histogram(Metric.DESTINATION_DIAL_DURATION, jvm, dialled[1], dialled[0], labels));
    samples.add(
        number(
            Metric.DESTINATION_DIAL_ERRORS, jvm, dialled[2], with(labels, "connection_refused")));
  }

  private void ports(Source host, double dials, List<Sample> samples) {
    timeWaits[second % 60] = Math.min(dials, PORTS - held() + timeWaits[second % 60]);
    double held = held();
    String[] tuple = {"init", "127.32.0.1", "127.0.0.1", "11211"};
    samples.add(number(Metric.PORTS_LIMIT, host, PORTS, "init"));
    samples.add(number(Metric.TIME_WAIT, host, held, tuple));
    samples.add(number(Metric.PORTS_USED, host, held + 20, tuple));
    samples.add(number(Metric.SOURCE_PORTS_USED, host, held + 20, "init", "127.32.0.1"));
    samples.add(number(Metric.DIAL_RATE, host, dials, tuple));
    if (60 * dials > PORTS || held >= PORTS - 100) {
      double left = Math.max(0, (PORTS - held - 20) / Math.max(1, dials));
      samples.add(number(Metric.SOURCE_PORTS_TIME_LEFT, host, left, "init", "127.32.0.1"));
    }
    samples.add(number(Metric.LISTEN_DROPS, host, listenDrops, "init"));
  }

  private double held() {
    double held = 0;
    for (double of : timeWaits) {
      held += of;
    }
    return held;
  }

  private double noisy(double value) {
    return noise == 0 ? value : Math.max(0, value * (1 + noise * random.nextGaussian()));
  }

  // As much as it is on average, in whole numbers.
  private double whole(double value) {
    double floor = Math.floor(value);
    return floor + (random.nextDouble() < value - floor ? 1 : 0);
  }

  private static String[] with(String[] labels, String last) {
    String[] all = Arrays.copyOf(labels, labels.length + 1);
    all[labels.length] = last;
    return all;
  }

  private static NumberSample number(Metric metric, Source source, double value, String... labels) {
    return new NumberSample(metric, source, List.of(labels), value);
  }

  private static HistogramSample histogram(
      Metric metric, Source source, double sum, double count, String... labels) {
    long[] slots = new long[Buckets.COUNT];
    slots[1] = Math.round(count);
    return new HistogramSample(metric, source, List.of(labels), 0, sum, slots);
  }
}

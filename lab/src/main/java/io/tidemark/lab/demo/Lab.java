package io.tidemark.lab.demo;

import io.tidemark.lab.dataplane.DataPlaneStats;
import io.tidemark.lab.dataplane.EffectsReport;
import io.tidemark.lab.load.Handler;
import io.tidemark.lab.load.Ledger;
import io.tidemark.lab.load.LedgerRow;
import io.tidemark.lab.load.LoadStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The running lab: cache, collector, data plane with the agent in it, clients. Its processes belong
 * to the {@link Parts} it was started with.
 *
 * <p>For one thread.
 */
public final class Lab {
  static final String SERVICE = "dataplane";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

  private final Programs programs;
  private final LabSettings settings;
  private final RunDirectories directories;
  private final Cache cache;
  private final Child collector;
  private final Parts parts;
  private final HostLimits limits;
  private final int servicePort;
  private final Child clients;
  private String sourceAddress;
  private Child dataPlane;
  private boolean away;

  private Lab(
      Programs programs, LabSettings settings, RunDirectories directories, Parts parts, Cache cache)
      throws IOException {
    this.programs = programs;
    this.settings = settings;
    this.directories = directories;
    this.parts = parts;
    this.limits = HostLimits.ofThisHost().atMost(settings.host().maxPorts());
    this.sourceAddress = SourceAddress.fresh(limits).getHostAddress();
    this.cache = cache;
    this.collector = parts.own(startCollector());
    this.dataPlane = parts.own(startDataPlane(0));
    this.servicePort = dataPlane.await("ready", Integer.class, START_LIMIT);
    this.clients = parts.own(startClients(servicePort));
  }

  /**
   * Starts all four; returns when the clients are sending.
   *
   * @throws LabException if one of them does not start
   */
  public static Lab start(
      Programs programs, LabSettings settings, RunDirectories directories, Parts parts)
      throws IOException {
    Cache cache = parts.own(Cache.start(programs, directories.logs()));
    return start(programs, settings, directories, parts, cache);
  }

  /** Starts all but the cache. */
  static Lab start(
      Programs programs, LabSettings settings, RunDirectories directories, Parts parts, Cache cache)
      throws IOException {
    Lab lab = new Lab(programs, settings, directories, parts, cache);
    lab.clients.await("stats", LoadStats.class, START_LIMIT);
    return lab;
  }

  /** The address every connection to the cache binds. */
  String sourceAddress() {
    return sourceAddress;
  }

  Cache cache() {
    return cache;
  }

  public Child dataPlane() {
    return dataPlane;
  }

  /** Starts the culprit. */
  public void onset() {
    clients.command("onset");
  }

  /** Ends the load of those clients that are to be taken away. */
  void relieve() {
    clients.command("relief");
  }

  /** From now on the data plane's store takes so much longer for every read. */
  void slowStore(int byMs) {
    dataPlane.command("slow " + byMs);
  }

  /**
   * Ends the data plane in good order and starts it again, without waiting until it is there. It
   * dials from an address whose ports the one before it has not used.
   */
  void redeploy() throws IOException {
    dataPlane.close();
    sourceAddress = SourceAddress.fresh(limits).getHostAddress();
    restart();
  }

  /**
   * Starts a data plane that has died, where that is expected, and tells the clients of one that is
   * there again. To be called once a second.
   *
   * @throws LabException if anything else has ended
   */
  void tend() throws IOException {
    if (!dataPlane.alive() && settings.host().diesWithoutMemory()) {
      restart();
    } else if (away && dataPlane.last("ready", Integer.class).isPresent()) {
      away = false;
      clients.command("reconnect");
    }
    check();
  }

  private void restart() throws IOException {
    dataPlane = parts.own(startDataPlane(servicePort));
    away = true;
  }

  /**
   * Sends one request of the culprit's and waits for its end.
   *
   * @return its gRPC status
   */
  String batch(Handler handler, int items) {
    return clients.ask("batch " + handler + " " + items, "batch", String.class, STOP_LIMIT);
  }

  /** Lets the data plane dial the cache once for no request. */
  void probe() {
    dataPlane.ask("probe", "probed", Boolean.class, START_LIMIT);
  }

  /**
   * The data plane's own count of what its requests caused. After {@link #stopLoad} it is final:
   * the data plane says and does nothing more.
   */
  EffectsReport effects() {
    return dataPlane.ask("effects", "effects", EffectsReport.class, STOP_LIMIT);
  }

  DataPlaneStats service() {
    return dataPlane.last("stats", DataPlaneStats.class).orElse(DataPlaneStats.ZERO);
  }

  LoadStats load() {
    return clients.last("stats", LoadStats.class).orElse(LoadStats.ZERO);
  }

  /** Ends the load, waits until no request is in flight, and returns the clients' ledger. */
  public List<LedgerRow> stopLoad() throws IOException {
    return ledger("stop", "stopped");
  }

  /** The clients' ledger while they send. */
  public List<LedgerRow> ledger() throws IOException {
    return ledger("ledger", "ledger");
  }

  /**
   * Checks that all are alive.
   *
   * @throws LabException that names the one that is not
   */
  void check() {
    for (Child child : List.of(collector, dataPlane, clients)) {
      if (!child.alive()) {
        throw child.failure("ended early");
      }
    }
  }

  /** The collector's answers over HTTP. */
  Api api() {
    return new Api(settings.collectorPort());
  }

  /** The collector's {@code who} for this lab. */
  Who who() {
    return new Who(programs, directories);
  }

  private List<LedgerRow> ledger(String command, String answer) throws IOException {
    Path ledger = Path.of(clients.ask(command, answer, String.class, STOP_LIMIT));
    return Ledger.parse(Files.readString(ledger));
  }

  private Child startCollector() throws IOException {
    List<String> command =
        programs.java(
            // As its README advises: a small process that is there at once.
            "@" + programs.collectorOptions(),
            "-jar",
            programs.collectorJar().toString(),
            "collect",
            "--port",
            String.valueOf(settings.collectorPort()),
            "--dir",
            directories.segments().toString(),
            "--store",
            directories.logs().resolve("store").toString());
    Map<String, String> environment = Map.of("TIDEMARK_DIR", directories.segments().toString());
    return Child.leashed("collector", command, environment, directories.logs());
  }

  private Child startDataPlane(int port) throws IOException {
    String agent =
        "-javaagent:%s=dir=%s,service.name=%s"
            .formatted(programs.agentJar(), directories.segments(), SERVICE);
    List<String> command = new ArrayList<>(programs.lowPriority());
    command.addAll(
        programs.java(
            "-Xmx256m",
            "-Xss256k",
            // Else a single request's error, after which the process goes on.
            settings.host().diesWithoutMemory()
                ? "-XX:+ExitOnOutOfMemoryError"
                : "-XX:-ExitOnOutOfMemoryError",
            agent,
            "-cp",
            programs.labJar().toString(),
            "io.tidemark.lab.dataplane.DataPlane",
            "--memcached-port=" + cache.port(),
            "--source-address=" + sourceAddress,
            "--low-port=" + limits.lowPort(),
            "--high-port=" + limits.lastLabPort(),
            "--port=" + port,
            "--twin-lookups=" + settings.host().twinLookups(),
            "--log=" + directories.logs().resolve("cache-errors.log"),
            "--max-seconds=" + settings.maxSeconds()));
    return Child.talking("dataplane", command, directories.logs());
  }

  private Child startClients(int port) throws IOException {
    List<String> command =
        programs.java(
            "-Xmx256m",
            "-cp",
            programs.labJar().toString(),
            "io.tidemark.lab.load.LoadClients",
            "--port=" + port,
            "--ledger=" + directories.logs().resolve("ledger.json"));
    command.addAll(settings.clientOptions());
    if (settings.plan().isPresent()) {
      Path plan = directories.logs().resolve("plan.json");
      Files.writeString(plan, settings.plan().get().toJson());
      command.add("--plan=" + plan);
    }
    return Child.talking("clients", command, directories.logs());
  }
}

package io.tidemark.collector.cli;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.tidemark.collector.access.SettingException;
import io.tidemark.collector.access.TlsIdentity;
import io.tidemark.collector.access.TlsKeys;
import io.tidemark.collector.export.OtlpExport;
import io.tidemark.collector.export.Readers;
import io.tidemark.collector.page.Access;
import io.tidemark.collector.page.LedgerRing;
import io.tidemark.collector.page.Routes;
import io.tidemark.collector.page.Site;
import io.tidemark.collector.page.Timeline;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.signal.CollectorSettings;
import io.tidemark.collector.signal.Sampler;
import io.tidemark.collector.signal.Tally;
import io.tidemark.collector.store.SampleStore;
import io.tidemark.collector.store.StoreSettings;
import io.tidemark.collector.verdict.Verdict;
import io.tidemark.segment.Metric;
import io.tidemark.segment.SegmentDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Samples and exports until it is told to stop. */
@Command(
    name = "collect",
    description = "Samples the JVMs and the host, and exports until stopped (the default command).",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "OTLP is pushed when OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_METRICS_ENDPOINT or",
      "OTEL_METRICS_EXPORTER is set; the other OTEL_* variables hold as well."
    })
final class CollectCommand implements Callable<Integer> {
  private static final System.Logger LOG = System.getLogger(CollectCommand.class.getName());

  /** What a running collector takes from a file that is read again. */
  private static final Set<String> RELOADED = Set.of("--interval", "--keep-dead");

  /** The same, unless it was not there before or is no longer. */
  private static final Set<String> REPLACED =
      Set.of("--tls-certificate", "--tls-key", "--basic-auth");

  private static final Duration PAGE_WINDOW = Duration.ofSeconds(10);

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DirectoryOption directory = new DirectoryOption();
  @Mixin private final PlaceOptions place = new PlaceOptions();

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Address to listen on. Default: 127.0.0.1.")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on, 0 for any free one. Default: 9464.")
  private int port = 9464;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "From one sample to the next: 100ms to 1m. Default: 1s.")
  private Duration interval = Duration.ofSeconds(1);

  @Option(
      names = "--keep-dead",
      paramLabel = "TIME",
      description = "How long the segment of a JVM that is gone is kept. Default: 10m.")
  private Duration keepDead = Duration.ofMinutes(10);

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description =
          "Serve HTTPS with this certificate, PEM, the server's own first and its chain after it.")
  private @Nullable Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's private key: PEM, PKCS#8, unencrypted, RSA or EC.")
  private @Nullable Path tlsKey;

  @Option(
      names = "--basic-auth",
      paramLabel = "FILE",
      description = "Ask for a password, at every path: of a file that 'htpasswd -B' writes.")
  private @Nullable Path basicAuth;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description =
          "Where samples are kept, 'off' for nowhere. Default: $"
              + StoreOptions.VARIABLE
              + ", $STATE_DIRECTORY/store, $XDG_STATE_HOME/tidemark, or"
              + " ~/.local/state/tidemark, of root /var/lib/tidemark.")
  private @Nullable String store;

  @Option(
      names = "--store-size",
      paramLabel = "SIZE",
      description = "How large that may become: 8m to 4g. Default: 64m.")
  private String storeSize = "64m";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Lines 'name = value' with these options' names; what is typed goes before them.")
  private @Nullable Path config;

  @Override
  public Integer call() throws Failure, InterruptedException {
    checkRanges();
    try {
      CollectCommand options = withConfig();
      if ((options.tlsCertificate == null) != (options.tlsKey == null)) {
        throw wrong("--tls-certificate and --tls-key need each other, found one of them");
      }
      options.run(this);
    } catch (SettingException e) {
      throw new Failure(Failure.describe(e), e);
    }
    return 0;
  }

  /** These options where they were typed, else as the configuration file has them. */
  CollectCommand withConfig() throws SettingException {
    if (config == null) {
      return this;
    }
    CollectCommand options = ConfigFile.read(config);
    for (OptionSpec typed : spec().commandLine().getParseResult().matchedOptions()) {
      options.spec().findOption(typed.longestName()).setValue(typed.getValue());
    }
    return options;
  }

  /**
   * Keeps what cannot be changed in a running collector as it was.
   *
   * @return the names of what should have changed and did not
   */
  List<String> keep(CollectCommand running) {
    List<String> kept = new ArrayList<>();
    for (OptionSpec option : spec().options()) {
      Object before = running.spec().findOption(option.longestName()).getValue();
      Object now = option.getValue();
      boolean replaces = before != null && now != null;
      if (Objects.equals(before, now)
          || RELOADED.contains(option.longestName())
          || (replaces && REPLACED.contains(option.longestName()))) {
        continue;
      }
      option.setValue(before);
      kept.add(option.longestName());
    }
    return kept;
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }

  /** What can be changed while it runs, to be shown. */
  String times() {
    return "interval=" + interval + " keepDead=" + keepDead;
  }

  /** The files whose change is looked for. */
  List<Path> files() {
    if (config == null && tlsCertificate == null && tlsKey == null && basicAuth == null) {
      return List.of(); // as a rule, and asked every two seconds
    }
    return Stream.of(config, tlsCertificate, tlsKey, basicAuth)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  Optional<TlsFiles> tls() {
    return tlsCertificate == null || tlsKey == null
        ? Optional.empty()
        : Optional.of(new TlsFiles(tlsCertificate, tlsKey));
  }

  Optional<Path> basicAuth() {
    return Optional.ofNullable(basicAuth);
  }

  private void run(CollectCommand typed) throws Failure, SettingException, InterruptedException {
    SegmentDirectory segments = directory.directory();
    Failure.list(segments);
    FileStamps stamps = FileStamps.of(files());
    AccessFiles access = AccessFiles.read(this);
    TlsKeys keys = access.identity().map(TlsKeys::new).orElse(null);
    Access guard = new Access(keys, access.passwords().orElse(null));
    Site site = bind(guard);
    warnOfExposure();
    Tally tally = new Tally();
    Readers readers = new Readers();
    AtomicReference<Verdict> verdict = new AtomicReference<>(Verdict.NONE);
    Timeline timeline = new Timeline();
    AtomicReference<Consumer<Verdict>> told = new AtomicReference<>(now -> {});
    SampleStore kept = storeSettings().map(SampleStore::start).orElse(null);
    Consumer<Snapshot> published = readers.andThen(timeline);
    if (kept != null) {
      tally.also(kept::samples);
      published = published.andThen(kept);
    }
    Sampler sampler =
        Sampler.start(
            new CollectorSettings(
                segments, place.proc(), place.tmp(), interval, keepDead, Version.current()),
            tally,
            published,
            (now, moment) -> {
              verdict.set(now);
              timeline.add(moment);
              Objects.requireNonNull(told.get()).accept(now);
            });
    LedgerRing ring = new LedgerRing(sampler::latest, PAGE_WINDOW);
    ring.start();
    Reload reload =
        new Reload(
            typed,
            this,
            stamps,
            (options, files) -> {
              files.identity().ifPresent(identity -> replace(keys, identity));
              files.passwords().ifPresent(guard::replace);
              sampler.retune(options.interval, options.keepDead);
            },
            tally,
            typed.out());
    Routes routes =
        new Routes(
            readers,
            ring,
            sampler.deaths(),
            verdict::get,
            timeline,
            Optional.ofNullable(kept),
            Clock.systemUTC(),
            () -> staleAfter(reload.options()));
    site.start(routes);
    OtlpExport otlp = OtlpExport.wanted(System.getenv()) ? startOtlp(readers, tally) : null;
    if (otlp != null) {
      told.set(otlp::emit);
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> close(site, ring, otlp, sampler, kept), "tidemark-shutdown"));
    var unused = Hangup.handle(reload::ask);
    announce(typed.out(), site.port(), otlp != null);
    routes.warmUp();
    HeapTrim.start();
    reload.watch(); // until the JVM is told to stop
  }

  private static void replace(@Nullable TlsKeys keys, TlsIdentity identity) {
    if (keys != null) {
      keys.replace(identity);
    }
  }

  private static Duration staleAfter(CollectCommand options) {
    return options.interval.multipliedBy(5).plusSeconds(5);
  }

  private void warnOfExposure() {
    Exposure.warning(host, tlsKey != null, basicAuth != null)
        .ifPresent(warning -> LOG.log(System.Logger.Level.WARNING, warning));
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  /** Checks each option by itself. */
  void checkRanges() {
    if (port < 0 || port > 65535) {
      throw wrong("--port is " + port + ", expected 0 to 65535");
    }
    if (interval.toMillis() < 100 || interval.toMillis() > 60_000) {
      throw wrong("--interval is " + interval.toMillis() + "ms, expected 100ms to 1m");
    }
    Optional<StoreSettings> unused = storeSettings();
  }

  private Optional<StoreSettings> storeSettings() {
    try {
      return StoreOptions.settings(store, storeSize, System.getenv());
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  private Site bind(Access access) throws Failure {
    try {
      return Site.bind(host, port, access);
    } catch (IOException e) {
      throw new Failure(
          "cannot listen on %s:%d: %s; choose another --port or --host, or stop what holds it"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  private static OtlpExport startOtlp(Readers readers, Tally tally) throws Failure {
    try {
      return OtlpExport.start(
          readers.reader(), sent -> tally.count(Metric.OTLP_EXPORTS, sent ? "sent" : "failed"));
    } catch (ConfigurationException | IllegalArgumentException e) {
      throw new Failure(
          "cannot export by OTLP: " + e.getMessage() + "; see the OTEL_* variables", e);
    }
  }

  private void announce(PrintWriter out, int boundPort, boolean otlp) {
    String scheme = tlsKey == null ? "http" : "https";
    String site = scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + boundPort;
    out.printf(
        "%s %s: page %s/ metrics %s/metrics segments %s OTLP %s%n",
        Main.NAME,
        Version.current(),
        site,
        site,
        directory.directory().path(),
        otlp ? "on" : "off");
    out.flush();
  }

  private static void close(
      Site site,
      LedgerRing ring,
      @Nullable OtlpExport otlp,
      Sampler sampler,
      @Nullable SampleStore kept) {
    site.close();
    ring.close();
    sampler.close(); // a sample under way is part of the last export, and of the store
    if (kept != null) {
      kept.finish(); // it writes while the last export is sent
    }
    if (otlp != null) {
      otlp.close();
    }
    if (kept != null) {
      kept.close();
    }
  }
}

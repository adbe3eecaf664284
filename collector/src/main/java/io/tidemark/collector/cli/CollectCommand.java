package io.tidemark.collector.cli;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.tidemark.collector.export.OtlpExport;
import io.tidemark.collector.page.LedgerRing;
import io.tidemark.collector.page.Routes;
import io.tidemark.collector.page.Site;
import io.tidemark.collector.signal.CollectorSettings;
import io.tidemark.collector.signal.Sampler;
import io.tidemark.segment.SegmentDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
  private static final Duration PAGE_WINDOW = Duration.ofSeconds(10);

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DirectoryOption directory = new DirectoryOption();

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
      names = "--proc",
      paramLabel = "DIR",
      description = "Where procfs is mounted. Default: /proc.")
  private Path proc = CollectorSettings.PROC;

  @Option(
      names = "--tmp",
      paramLabel = "DIR",
      description =
          "Where HotSpot keeps hsperfdata_*. Default: /tmp; on macOS and Windows java.io.tmpdir.")
  private Path tmp = CollectorSettings.TMP;

  @Override
  public Integer call() throws Failure, InterruptedException {
    checkOptions();
    SegmentDirectory segments = directory.directory();
    Failure.list(segments);
    Site site = bind();
    Sampler sampler =
        Sampler.start(
            new CollectorSettings(segments, proc, tmp, interval, keepDead, Version.current()));
    LedgerRing ring = new LedgerRing(sampler::latest, PAGE_WINDOW);
    ring.start();
    Duration staleAfter = interval.multipliedBy(5).plusSeconds(5);
    site.start(new Routes(sampler::latest, ring, Clock.systemUTC(), staleAfter));
    OtlpExport otlp = OtlpExport.wanted(System.getenv()) ? startOtlp(sampler) : null;
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> close(site, ring, otlp, sampler), "tidemark-shutdown"));
    announce(site.port(), otlp != null);
    new CountDownLatch(1).await(); // until the JVM is told to stop
    return 0;
  }

  private void checkOptions() {
    if (port < 0 || port > 65535) {
      throw wrong("--port is " + port + ", expected 0 to 65535");
    }
    if (interval.toMillis() < 100 || interval.toMillis() > 60_000) {
      throw wrong("--interval is " + interval.toMillis() + "ms, expected 100ms to 1m");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private Site bind() throws Failure {
    try {
      return Site.bind(host, port);
    } catch (IOException e) {
      throw new Failure(
          "cannot listen on %s:%d: %s; choose another --port or --host, or stop what holds it"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  private static OtlpExport startOtlp(Sampler sampler) throws Failure {
    try {
      return OtlpExport.start(sampler::latest);
    } catch (ConfigurationException | IllegalArgumentException e) {
      throw new Failure(
          "cannot export by OTLP: " + e.getMessage() + "; see the OTEL_* variables", e);
    }
  }

  private void announce(int boundPort, boolean otlp) {
    String site = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + boundPort;
    var out = Objects.requireNonNull(spec).commandLine().getOut();
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
      Site site, LedgerRing ring, @Nullable OtlpExport otlp, Sampler sampler) {
    site.close();
    ring.close();
    if (otlp != null) {
      otlp.close();
    }
    sampler.close();
  }
}

package io.tidemark.lab.demo;

import io.tidemark.lab.incident.Cast;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the demonstration; {@code ./demo} builds what it needs and calls it. */
@Command(
    name = "demo",
    description = {
      "Runs a data plane into the outage of April 2026 on this machine's loopback, without root,",
      "and asks Tidemark who did it. Or into another incident, or into all of them for a scoreboard.",
      ""
    },
    footer = {
      "",
      "Exit code 0 if the verdict was right (of the scoreboard: all), 1 if it was wrong or the lab"
          + " broke, 2 if it could not start."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Demo.Version.class,
    sortOptions = false)
public final class Demo implements Callable<Integer> {
  private static final int RIGHT = 0;
  private static final int WRONG = 1;
  private static final int CANNOT_START = 2;
  private static final int INTERRUPTED = 130;

  private static final int MIN_SECONDS = 45;

  /** Without {@code --seconds}: nobody means to leave a machine in an outage overnight. */
  private static final int MAX_SECONDS = 3_600;

  /** What the lab's own JVMs live longer than the run, should nobody end them. */
  private static final int GRACE_SECONDS = 60;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "end after N seconds, 45 to 3600; without it, at Ctrl-C or after an hour")
  private Optional<Integer> seconds = Optional.empty();

  @Option(names = "--healthy", description = "without the culprit: nothing must stand out")
  private boolean healthy;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "9464",
      description = "the collector's port on 127.0.0.1 (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "of the load, and of an incident's names and times (default: ${DEFAULT-VALUE})")
  private long seed;

  @Mixin private IncidentOptions incidents = new IncidentOptions();

  private final Programs programs;
  private final Parts parts = new Parts();
  private final AtomicInteger exitCode = new AtomicInteger(INTERRUPTED);

  Demo(Programs programs) {
    this.programs = programs;
  }

  public static void main(String[] args) {
    Path home = Path.of(System.getProperty("tidemark.home", "")).toAbsolutePath();
    String searchPath = Optional.ofNullable(System.getenv("PATH")).orElse("");
    System.exit(commandLine(new Programs(home, searchPath)).execute(args));
  }

  static CommandLine commandLine(Programs programs) {
    return new CommandLine(new Demo(programs))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, args) -> refuse(String.valueOf(e.getMessage())))
        .setExecutionExceptionHandler(
            (e, line, result) -> {
              // Not foreseen, so whoever reads it needs all of it.
              e.printStackTrace();
              return WRONG;
            });
  }

  @Override
  public Integer call() throws IOException {
    if (incidents.list()) {
      System.out.print(IncidentOptions.listing());
      return RIGHT;
    }
    int wanted = seconds.orElse(MAX_SECONDS);
    if (wanted < MIN_SECONDS || wanted > MAX_SECONDS) {
      return refuse("--seconds takes 45 to 3600, found " + wanted);
    }
    Optional<String> obstacle =
        incidents.complaint().or(() -> healthy ? incidents.complaintIfHealthy() : Optional.empty());
    if (obstacle.isEmpty()) {
      obstacle = new HostCheck(programs, port).obstacle();
    }
    if (obstacle.isPresent()) {
      return refuse(obstacle.get());
    }
    if (incidents.scoreboard()) {
      return new ScoreboardRun(programs, port, incidents).call() ? RIGHT : WRONG;
    }
    RunDirectories directories = RunDirectories.create();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(directories), "clean-up"));
    try {
      run(directories, wanted);
    } catch (LabException e) {
      broken(e);
    } catch (IOException | RuntimeException e) {
      exitCode.set(WRONG);
      throw e;
    }
    return exitCode.get();
  }

  private static int refuse(String why) {
    System.err.println("demo: " + why.lines().findFirst().orElse("") + "; see ./demo --help");
    return CANNOT_START;
  }

  private void run(RunDirectories directories, int wantedSeconds) throws IOException {
    Narrator narrator = new Narrator(System.out);
    long endNs = System.nanoTime() + Duration.ofSeconds(wantedSeconds).toNanos();
    announce(narrator, directories);
    Optional<Cast> cast = incidents.incident().map(incident -> Cast.of(incident, seed));
    int maxSeconds = wantedSeconds + GRACE_SECONDS;
    LabSettings settings =
        cast.isPresent()
            ? LabSettings.of(cast.get(), port, maxSeconds)
            : LabSettings.incident(port, seed, maxSeconds);
    Lab lab = Lab.start(programs, settings, directories, parts);
    narrator.say(
        "the cache is " + lab.cache().description() + ", dialled from " + lab.sourceAddress());
    if (cast.isPresent()) {
      Trial trial = new Trial(lab, cast.get(), incidents.judge().of(new Api(port)), narrator);
      concluded(narrator, trial.concluded());
      trial.linger(endNs);
      return;
    }
    Outage outage = new Outage(lab, narrator, endNs);
    concluded(narrator, healthy ? outage.healthy() : outage.incident());
    outage.linger();
  }

  private void concluded(Narrator narrator, boolean right) {
    exitCode.set(right ? RIGHT : WRONG);
    narrator.say(addresses() + (seconds.isPresent() ? "" : ", until Ctrl-C"));
  }

  private void broken(LabException e) {
    // Ctrl-C reaches the children too, and may reach them first: their end is no failure then.
    LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    if (!parts.closed()) {
      exitCode.set(WRONG);
      System.err.println("demo: " + e.getMessage());
    }
  }

  private void announce(Narrator narrator, RunDirectories directories) throws IOException {
    HostLimits limits = HostLimits.ofThisHost();
    narrator.say(
        "starting memcached, a collector, a gRPC data plane with the agent, and its clients");
    narrator.say(addresses());
    narrator.say("segments in " + directories.segments() + ", logs in " + directories.logs());
    narrator.say(
        String.format(
            "%,d ephemeral ports (%d to %d) on this host; the lab leaves %,d to everybody else",
            limits.ports(),
            limits.lowPort(),
            limits.highPort(),
            limits.ports() - limits.labPorts()));
    limits.obstacle().ifPresent(narrator::say);
  }

  private String addresses() {
    return "metrics http://127.0.0.1:%1$d/metrics, page http://127.0.0.1:%1$d/".formatted(port);
  }

  /** The one way out, for an end, a failure and a signal alike. */
  private void cleanUp(RunDirectories directories) {
    parts.close();
    try {
      directories.delete();
    } catch (IOException e) {
      System.err.println("demo: cannot delete a directory of this run: " + e);
    }
    // A signal's own exit code would hide the verdict.
    Runtime.getRuntime().halt(exitCode.get());
  }

  /** From the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Demo.class.getPackage().getImplementationVersion();
      return new String[] {"tidemark demo " + (version == null ? "(unpackaged)" : version)};
    }
  }
}

package io.tidemark.collector.cli;

import io.tidemark.collector.remote.CollectorClient;
import io.tidemark.collector.signal.CollectorSettings;
import io.tidemark.collector.top.CollectorWatch;
import io.tidemark.collector.top.LiveTable;
import io.tidemark.collector.top.LocalWatch;
import io.tidemark.collector.top.Moment;
import io.tidemark.collector.top.Screen;
import io.tidemark.collector.top.TopFrame;
import io.tidemark.collector.top.TopState;
import io.tidemark.collector.top.Watch;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows in a terminal what every client does, live. */
@Command(
    name = "top",
    description = "Shows live what each client does at each handler, and what is wrong.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Keys: q quits, p pauses, / filters, < and > choose the column to sort by, r reverses,",
      "j, k and the arrows scroll. Without a terminal it prints once."
    })
final class TopCommand implements Callable<Integer> {
  private static final Duration MIN_INTERVAL = Duration.ofMillis(200);
  private static final Duration MAX_INTERVAL = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long LOOK_MS = 100;
  private static final int PIPE_COLUMNS = 120;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DirectoryOption directory = new DirectoryOption();
  @Mixin private final PlaceOptions place = new PlaceOptions();
  @Mixin private final CollectorOption asked = new CollectorOption();

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "From one look to the next: 200ms to 1m. Default: 2s.")
  private Duration interval = Duration.ofSeconds(2);

  @Option(
      names = "--window",
      paramLabel = "TIME",
      description =
          "How far back rates go without a collector, and how long --once then takes: 1s to 1m."
              + " Default: 5s. A collector's is 10s.")
  private Duration window = Duration.ofSeconds(5);

  @Option(names = "--once", description = "Print once and end.")
  private boolean once;

  @Option(names = "--json", description = "Print a line of JSON each time.")
  private boolean json;

  @Override
  public Integer call() throws Failure, InterruptedException {
    CommandSpec command = Objects.requireNonNull(spec);
    check("--interval", interval, MIN_INTERVAL);
    check("--window", window, Duration.ofSeconds(1));
    Optional<CollectorClient> collector = asked.answering(command);
    directory.check(command);
    if (collector.isEmpty()) {
      Failure.list(directory.directory());
    }
    boolean live = !once && !json && isInteractive();
    if (live) {
      Logger.getLogger("").setLevel(Level.OFF); // its lines would be written across the screen
    }
    try (Watch watch = collector.isPresent() ? remote(collector.get()) : local()) {
      if (live) {
        show(watch);
      } else {
        print(watch, collector.isPresent(), command.commandLine().getOut());
      }
    } catch (IOException e) {
      throw new Failure("it cannot be told any longer: " + CollectorOption.reason(e), e);
    }
    return 0;
  }

  private void check(String name, Duration typed, Duration least) {
    if (typed.compareTo(least) < 0 || typed.compareTo(MAX_INTERVAL) > 0) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "%s is %s s, expected %s s to 60 s"
              .formatted(name, typed.toMillis() / 1e3, least.toMillis() / 1e3));
    }
  }

  private static boolean isInteractive() {
    return Terminals.is(Terminals.IN)
        && Terminals.is(Terminals.OUT)
        && !Terminals.isDumb(System.getenv());
  }

  private static Watch remote(CollectorClient collector) {
    return new CollectorWatch(collector, Clock.systemUTC());
  }

  private Watch local() {
    return LocalWatch.start(
        CollectorSettings.guest(
            directory.directory(), place.proc(), place.tmp(), Version.current()),
        window,
        Clock.systemUTC());
  }

  private void show(Watch watch) throws IOException, InterruptedException {
    try (Screen screen = Screen.open(Terminals.allowsColours(System.getenv()))) {
      new LiveTable(watch, interval).run(screen);
    }
  }

  private void print(Watch watch, boolean collector, PrintWriter out)
      throws IOException, InterruptedException {
    boolean stream = json && !once;
    if (!collector) {
      Thread.sleep(window.toMillis()); // of which there is nothing to tell before
    }
    while (true) {
      Moment moment = complete(watch);
      if (json) {
        out.println(moment.json());
      } else {
        TopFrame.print(moment, TopState.INITIAL, columns())
            .forEach(line -> out.println(line.shown(Terminals.colours(System.getenv()))));
      }
      out.flush();
      if (!stream || out.checkError()) {
        return;
      }
      Thread.sleep(interval.toMillis());
    }
  }

  // Rates need two samples, and the second may come a little after the window.
  private static Moment complete(Watch watch) throws IOException, InterruptedException {
    long endNs = System.nanoTime() + PATIENCE.toNanos();
    Moment moment = watch.now();
    while (!moment.hasRates() && System.nanoTime() < endNs) {
      Thread.sleep(LOOK_MS);
      moment = watch.now();
    }
    return moment;
  }

  private static int columns() {
    try {
      return Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "" + PIPE_COLUMNS));
    } catch (NumberFormatException e) {
      return PIPE_COLUMNS;
    }
  }
}

package io.tidemark.collector.cli;

import io.tidemark.collector.remote.CollectorClient;
import io.tidemark.collector.signal.CollectorSettings;
import io.tidemark.collector.top.Line;
import io.tidemark.collector.top.LocalWatch;
import io.tidemark.collector.who.DeadSegments;
import io.tidemark.collector.who.Death;
import io.tidemark.collector.who.Ledger;
import io.tidemark.collector.who.LedgerReader;
import io.tidemark.collector.who.Ranking;
import io.tidemark.collector.who.Report;
import io.tidemark.collector.who.ReportJson;
import io.tidemark.collector.who.ReportText;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Says what is wrong, then reads the segments twice, a window apart, and prints who did most of the
 * work in between. A running collector's verdict is told at once, since it has watched for longer;
 * without one it is that of the window.
 */
@Command(
    name = "who",
    description = "Says what is wrong, and which client, through which handler, is behind it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class WhoCommand implements Callable<Integer> {
  private static final Duration MIN_WINDOW = Duration.ofMillis(100);
  private static final Duration MAX_WINDOW = Duration.ofHours(1);

  /** In less the verdict engine learns nothing. */
  private static final Duration MIN_WATCH = Duration.ofSeconds(3);

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DirectoryOption directory = new DirectoryOption();
  @Mixin private final CollectorOption asked = new CollectorOption();

  @Option(
      names = "--window",
      paramLabel = "TIME",
      description = "How long to watch: 100ms to 1h. Default: 10s.")
  private Duration window = Duration.ofSeconds(10);

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Override
  public Integer call() throws Failure, InterruptedException {
    CommandSpec command = Objects.requireNonNull(spec);
    if (window.compareTo(MIN_WINDOW) < 0 || window.compareTo(MAX_WINDOW) > 0) {
      throw new ParameterException(
          command.commandLine(),
          "--window is " + window.toMillis() / 1e3 + " s, expected 100ms to 1h");
    }
    directory.check(command);
    LedgerReader reader = new LedgerReader(directory.directory(), System::nanoTime);
    Ledger before = read(reader);
    // To ask, and to begin to look, takes a while, which is part of the window already.
    Optional<CollectorClient> collector = asked.answering(command);
    try (Diagnosis diagnosis = Diagnosis.begin(collector, this::local)) {
      PrintWriter out = command.commandLine().getOut();
      if (!json) {
        diagnosis.early().forEach(line -> out.println(shown(line)));
        out.flush();
      }
      Duration left = window.minusNanos(System.nanoTime() - before.nanos());
      new Countdown(command.commandLine().getErr()).await(left);
      Report report = Ranking.rank(before, read(reader));
      long nowEpochMs = System.currentTimeMillis();
      List<Death> deaths = deaths(before, report.windowSeconds(), nowEpochMs);
      if (json) {
        out.println(diagnosis.addTo(ReportJson.of(report, deaths, nowEpochMs)));
      } else {
        diagnosis.late().forEach(line -> out.println(shown(line)));
        out.print(ReportText.of(report, deaths, nowEpochMs));
        out.println(diagnosis.from() + "Segments: " + directory);
        if (!asked.absence().isEmpty()) {
          out.println("This window alone was judged: " + asked.absence());
        }
      }
      out.flush();
    }
    return 0;
  }

  private Optional<LocalWatch> local() {
    return window.compareTo(MIN_WATCH) < 0
        ? Optional.empty()
        : Optional.of(
            LocalWatch.start(
                CollectorSettings.guest(
                    directory.directory(),
                    CollectorSettings.PROC,
                    CollectorSettings.TMP,
                    Version.current()),
                window,
                Clock.systemUTC()));
  }

  private static String shown(Line line) {
    return line.shown(Terminals.colours(System.getenv()));
  }

  private List<Death> deaths(Ledger before, double windowSeconds, long nowEpochMs) throws Failure {
    try {
      return new DeadSegments(directory.directory()).read(before, windowSeconds, nowEpochMs);
    } catch (IOException e) {
      throw Failure.unreadable(directory.directory(), e);
    }
  }

  private Ledger read(LedgerReader reader) throws Failure {
    try {
      return reader.read();
    } catch (IOException e) {
      throw Failure.unreadable(directory.directory(), e);
    }
  }
}

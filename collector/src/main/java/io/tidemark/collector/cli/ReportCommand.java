package io.tidemark.collector.cli;

import io.tidemark.collector.check.Checks;
import io.tidemark.collector.check.Place;
import io.tidemark.collector.postmortem.Postmortem;
import io.tidemark.collector.postmortem.RemoteSeries;
import io.tidemark.collector.postmortem.SeriesSource;
import io.tidemark.collector.postmortem.Span;
import io.tidemark.collector.remote.CollectorClient;
import io.tidemark.collector.remote.JsonValue;
import io.tidemark.collector.store.StoreSettings;
import io.tidemark.collector.top.Evidence;
import io.tidemark.collector.top.Line;
import io.tidemark.collector.who.DeadSegments;
import io.tidemark.collector.who.Death;
import io.tidemark.collector.who.DeathJson;
import io.tidemark.collector.who.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
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

/** Writes what was kept of the last minutes or hours into one file of HTML. */
@Command(
    name = "report",
    description = "Writes an incident report: one file of HTML with all that was kept of a time.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ReportCommand implements Callable<Integer> {
  private static final Duration MIN = Duration.ofSeconds(10);
  private static final Duration MAX = Duration.ofDays(31);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'tidemark-report-'yyyyMMdd-HHmmss'.html'")
          .withZone(ZoneOffset.UTC);

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DirectoryOption directory = new DirectoryOption();
  @Mixin private final PlaceOptions place = new PlaceOptions();
  @Mixin private final CollectorOption asked = new CollectorOption();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "How long ago the report begins: 10s to 744h. Default: 30m.")
  private Duration since = Duration.ofMinutes(30);

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "How long ago it ends. Default: 0s, which is now.")
  private Duration until = Duration.ZERO;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Default: tidemark-report-DATE-TIME.html, here.")
  private @Nullable Path out;

  @Option(names = "--force", description = "Overwrite the file if it exists.")
  private boolean force;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Where a collector that does not run kept its samples. Default: as of collect.")
  private @Nullable String store;

  @Override
  public Integer call() throws Failure {
    CommandSpec command = Objects.requireNonNull(spec);
    if (since.compareTo(MIN) < 0 || since.compareTo(MAX) > 0 || until.compareTo(since) >= 0) {
      throw new ParameterException(
          command.commandLine(), "--since is to be 10s to 744h, and --until less than that");
    }
    if (StoreOptions.OFF.equals(store)) {
      throw new ParameterException(
          command.commandLine(), "--store is off, expected where a collector kept its samples");
    }
    long nowMs = System.currentTimeMillis();
    Path file = out != null ? out : Path.of(NAME.format(Instant.ofEpochMilli(nowMs)));
    if (!force && Files.exists(file)) {
      throw exists(file);
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new Failure("there is no directory " + parent + " to write to; set --out");
    }
    Span span = new Span(nowMs - since.toMillis(), nowMs - until.toMillis());
    Optional<CollectorClient> collector = asked.answering(command);
    Postmortem report =
        collector.isPresent() ? report(collector.get(), span, nowMs) : report(kept(), span, nowMs);
    String page = report.html();
    write(file, page);
    int bytes = page.getBytes(StandardCharsets.UTF_8).length;
    command.commandLine().getOut().printf("%s: %,d kB%n", file, (bytes + 999) / 1000);
    command.commandLine().getOut().flush();
    report
        .keptSinceMs()
        .ifPresent(
            ms ->
                command
                    .commandLine()
                    .getErr()
                    .println(
                        "nothing was kept before %s, so the report begins there"
                            .formatted(Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS))));
    return 0;
  }

  private Postmortem report(CollectorClient collector, Span span, long nowMs) throws Failure {
    String from = "the collector at " + collector;
    try {
      JsonValue verdict = collector.get("/api/v1/verdict");
      List<String> now = Evidence.of(verdict).stream().map(Line::text).toList();
      List<JsonValue> deaths = collector.get("/api/v1/deaths").elements();
      List<String> checks = asked.isTyped() ? List.of() : checks();
      return report(
          new RemoteSeries(collector),
          span,
          new Postmortem.Notes(nowMs, from, now, deaths, checks));
    } catch (IOException e) {
      throw new Failure(from + " does not answer: " + CollectorOption.reason(e), e);
    }
  }

  private Postmortem report(Path kept, Span span, long nowMs) throws Failure {
    List<JsonValue> deaths;
    try {
      Ledger nothing = new Ledger(0, List.of(), 0, List.of());
      List<Death> ended = new DeadSegments(directory.directory()).read(nothing, 0, nowMs);
      deaths = JsonValue.parse(DeathJson.of(ended, nowMs)).elements();
    } catch (IOException e) {
      deaths = List.of(); // who was heaviest is in the store as well
    }
    Postmortem.Notes notes =
        new Postmortem.Notes(nowMs, "the store at " + kept, List.of(), deaths, checks());
    return report(SeriesSource.of(kept), span, notes);
  }

  private static Postmortem report(SeriesSource source, Span span, Postmortem.Notes notes)
      throws Failure {
    try {
      return Postmortem.of(source, span, notes)
          .orElseThrow(
              () ->
                  new Failure(
                      "%s has nothing from %s to %s; choose another --since, or --store or --url"
                          .formatted(
                              notes.from(),
                              Instant.ofEpochMilli(span.fromMs()),
                              Instant.ofEpochMilli(span.toMs()))));
    } catch (IOException e) {
      throw new Failure(
          "%s cannot be read: %s".formatted(notes.from(), CollectorOption.reason(e)), e);
    }
  }

  private List<String> checks() {
    return Checks.run(new Place(directory.directory(), place.proc(), place.tmp(), CheckCommand.SYS))
        .stream()
        .map(found -> "%s: %s: %s".formatted(found.topic(), found.status().label(), found.found()))
        .toList();
  }

  private Path kept() throws Failure {
    String unasked = asked.absence().isEmpty() ? "" : asked.absence() + ", and ";
    Path kept =
        StoreOptions.settings(store, "64m", System.getenv())
            .map(StoreSettings::directory)
            .orElseThrow(
                () ->
                    new Failure(
                        "%sthe store is off by %s; set --url or --store"
                            .formatted(unasked, StoreOptions.VARIABLE)));
    if (!Files.isDirectory(kept)) {
      throw new Failure(
          "%sthere is no store at %s; set --store to where a collector keeps its samples, or --url"
              .formatted(unasked, kept));
    }
    return kept;
  }

  private void write(Path file, String page) throws Failure {
    try {
      if (force) {
        Files.writeString(file, page);
      } else {
        Files.writeString(file, page, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    } catch (IOException e) {
      throw new Failure("cannot write %s: %s; set --out".formatted(file, e), e);
    }
  }

  private static Failure exists(Path file) {
    return new Failure(file + " exists already; choose another --out, or --force to overwrite it");
  }
}

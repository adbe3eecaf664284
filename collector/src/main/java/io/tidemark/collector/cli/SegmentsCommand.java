package io.tidemark.collector.cli;

import io.tidemark.segment.Column;
import io.tidemark.segment.LedgerRow;
import io.tidemark.segment.SegmentReader;
import io.tidemark.segment.SegmentSnapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what is in every segment file, readable or not. */
@Command(
    name = "segments",
    description = "Prints every segment: whose it is, whether its JVM lives, its tables and rows.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SegmentsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DirectoryOption directory = new DirectoryOption();

  @Override
  public Integer call() throws Failure {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<Path> files = Failure.list(directory.directory());
    if (files.isEmpty()) {
      out.println("no segments in " + directory);
    }
    files.forEach(file -> print(out, file));
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, Path file) {
    out.println(file);
    try (SegmentReader reader = SegmentReader.open(file)) {
      SegmentSnapshot segment = reader.read();
      boolean lives = reader.writerLives();
      printIdentity(out, segment, lives ? "lives" : segment.cleanExit() ? "exited" : "died");
      segment.rows().forEach(row -> printRow(out, row));
    } catch (IOException e) {
      out.println("  cannot be read: " + e.getMessage());
    }
  }

  private static void printIdentity(PrintWriter out, SegmentSnapshot segment, String state) {
    var identity = segment.identity();
    out.printf(
        "  service %s, pid %d, %s, started %s, Java %s, agent %s%n",
        identity.service(),
        identity.pid(),
        state,
        Instant.ofEpochMilli(identity.startEpochMs()),
        identity.javaVersion(),
        identity.agentVersion());
    var layout = segment.layout();
    out.printf(
        "  clients %d/%d, handlers %d/%d, rows %d/%d%n",
        segment.clientsUsed(),
        layout.clients(),
        segment.handlersUsed(),
        layout.handlers(),
        segment.rowsUsed(),
        layout.rows());
    segment.processCounters().entrySet().stream()
        .filter(counter -> counter.getValue() > 0)
        .sorted(Map.Entry.comparingByKey())
        .forEach(counter -> out.printf("  %s %d%n", counter.getKey(), counter.getValue()));
  }

  private static void printRow(PrintWriter out, LedgerRow row) {
    out.printf(
        "  %s via %s: %d requests, %d running, %d errors, %d items, %d bytes, %d ms%n",
        row.client(),
        row.handler(),
        row.count(Column.STARTED),
        row.active(),
        row.errors(),
        row.count(Column.ITEMS),
        row.count(Column.REQUEST_BYTES),
        row.count(Column.DURATION_NS) / 1_000_000);
  }
}

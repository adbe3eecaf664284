package io.tidemark.collector.cli;

import io.tidemark.collector.check.Checks;
import io.tidemark.collector.check.Finding;
import io.tidemark.collector.check.Finding.Status;
import io.tidemark.collector.check.FindingsJson;
import io.tidemark.collector.check.FindingsLines;
import io.tidemark.collector.check.Place;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what this place allows the collector to see, and the cure for what is missing. */
@Command(
    name = "check",
    description = "Says what can be seen from here, what is missing, and the cure for each.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Exit codes: 0, 1 when something is missing that is needed, 2 for wrong usage."})
final class CheckCommand implements Callable<Integer> {
  static final Path SYS = Path.of("/sys");

  @Spec private @Nullable CommandSpec spec;
  @Mixin private final DirectoryOption directory = new DirectoryOption();
  @Mixin private final PlaceOptions place = new PlaceOptions();

  @Option(
      names = "--sys",
      paramLabel = "DIR",
      description = "Where sysfs is mounted. Default: /sys.")
  private Path sys = SYS;

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    List<Finding> findings =
        Checks.run(new Place(directory.directory(), place.proc(), place.tmp(), sys));
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(FindingsJson.of(findings));
    } else {
      FindingsLines.of(findings).forEach(out::println);
    }
    out.flush();
    return findings.stream().anyMatch(finding -> finding.status() == Status.MISSING) ? 1 : 0;
  }
}

package io.tidemark.collector.cli;

import io.tidemark.collector.check.Checks;
import io.tidemark.collector.check.Finding;
import io.tidemark.collector.check.Finding.Status;
import io.tidemark.collector.check.FindingsJson;
import io.tidemark.collector.check.FindingsLines;
import io.tidemark.collector.check.Place;
import io.tidemark.collector.check.StoreCheck;
import io.tidemark.collector.store.StoreSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Where the collector keeps its samples. Default: as without a command.")
  private @Nullable String store;

  @Option(
      names = "--store-size",
      paramLabel = "SIZE",
      description = "How large that may become: 8m to 4g. Default: 64m.")
  private String storeSize = "64m";

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Finding kept = StoreCheck.run(settings());
    List<Finding> findings =
        new ArrayList<>(
            Checks.run(new Place(directory.directory(), place.proc(), place.tmp(), sys)));
    findings.add(kept);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(FindingsJson.of(findings));
    } else {
      FindingsLines.of(findings).forEach(out::println);
    }
    out.flush();
    return findings.stream().anyMatch(finding -> finding.status() == Status.MISSING) ? 1 : 0;
  }

  private Optional<StoreSettings> settings() {
    try {
      return StoreOptions.settings(store, storeSize, System.getenv());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()));
    }
  }
}

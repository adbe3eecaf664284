package io.tidemark.collector.cli;

import io.tidemark.collector.remote.CollectorClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option for which running collector to ask, the same for every command that asks one. */
final class CollectorOption {
  private static final String USUAL = "http://127.0.0.1:9464";
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The collector to ask. Default: "
              + USUAL
              + ", if one answers there, and none if --dir, --proc or --tmp is typed.")
  private @Nullable String url;

  /** Whether a collector was named. */
  boolean isTyped() {
    return url != null;
  }

  /**
   * A collector that answers now, if there is one. Whoever names the segments' directory, or a
   * place, means that and no collector, which perhaps looks elsewhere.
   */
  Optional<CollectorClient> answering(CommandSpec command) throws Failure {
    boolean elsewhere = false;
    for (String place : new String[] {"--dir", "--proc", "--tmp", "--store"}) {
      elsewhere |= command.commandLine().getParseResult().hasMatchedOption(place);
    }
    if (url == null && elsewhere) {
      return Optional.empty();
    }
    CollectorClient collector = client(command);
    try {
      if (collector.get("/api/v1/verdict").get("state").isPresent()) {
        return Optional.of(collector);
      }
      throw new IOException("no collector of this version answers there");
    } catch (IOException e) {
      if (url != null) {
        throw new Failure("%s does not answer: %s".formatted(collector, reason(e)), e);
      }
      return Optional.empty();
    }
  }

  private CollectorClient client(CommandSpec command) {
    try {
      return new CollectorClient(url == null ? USUAL : url, TIMEOUT);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--url: " + e.getMessage());
    }
  }

  /** What to tell of a question that was not answered. */
  static String reason(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}

package io.tidemark.collector.cli;

import io.tidemark.collector.remote.CollectorClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option for which running collector to ask, the same for every command that asks one. */
final class CollectorOption {
  private static final String USUAL = "http://127.0.0.1:9464";
  private static final int UNAUTHORIZED = 401;
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The collector to ask. Default: "
              + USUAL
              + ", if one answers there, and none if --dir, --proc or --tmp is typed.")
  private @Nullable String url;

  private String absence = "";

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
        throw new Failure(trouble(collector, e), e);
      }
      absence = trouble(collector, e) + "; --url names another";
      return Optional.empty();
    }
  }

  /** Why the usual collector was not asked, where nobody chose that; else empty. */
  String absence() {
    return absence;
  }

  private static String trouble(CollectorClient collector, IOException e) {
    if (e instanceof CollectorClient.Refused refused && refused.status() == UNAUTHORIZED) {
      return collector + " wants a password, which this command cannot give";
    }
    return "%s does not answer: %s".formatted(collector, reason(e));
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
    if (e instanceof SSLException) {
      return "its certificate is not one that this JVM trusts, or it speaks no TLS; start the"
          + " command with -Djavax.net.ssl.trustStore=FILE";
    }
    if (e instanceof SocketTimeoutException) {
      return "nothing within " + TIMEOUT.toSeconds() + " s";
    }
    if (e instanceof SocketException && !(e instanceof ConnectException)) {
      return e.getMessage() + "; if it has a certificate, ask by https";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}

package io.tidemark.collector.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The collector's command line. Without a command it collects. */
@Command(
    name = Main.NAME,
    description = "Names the client and the handler behind an outage of a JVM data plane.",
    subcommands = {
      CollectCommand.class,
      WhoCommand.class,
      TopCommand.class,
      ReportCommand.class,
      CheckCommand.class,
      SegmentsCommand.class,
      AttachCommand.class,
      DetachCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "[collect | who | top | report | check | segments | attach | detach]",
    footer = {"", "Without a command it collects, with the options of 'collect'."})
public final class Main {
  static final String NAME = "tidemark-collector";
  private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "-V", "--version");

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    LogLines.install();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, arguments));
  }

  /** Runs a command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, Durations::parse)
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler(Main::failed)
        .execute(withCommand(arguments));
  }

  private static String[] withCommand(String... arguments) {
    boolean collect =
        arguments.length == 0
            || (arguments[0].startsWith("-") && !OWN_OPTIONS.contains(arguments[0]));
    if (!collect) {
      return arguments;
    }
    List<String> withCommand = new ArrayList<>(List.of(arguments));
    withCommand.add(0, "collect");
    return withCommand.toArray(String[]::new);
  }

  private static int wrongUsage(ParameterException e, String... arguments) {
    CommandLine command = e.getCommandLine();
    String message = misspelt(command, arguments);
    command
        .getErr()
        .println(
            "%s: %s; see %s --help"
                .formatted(
                    NAME,
                    message != null ? message : oneLine(Failure.describe(e)),
                    command.getCommandSpec().qualifiedName()));
    return CommandLine.ExitCode.USAGE;
  }

  /**
   * An option that a command does not have. Where a command takes arguments of its own, the parser
   * stumbles first over the unknown option's value, and complains of that.
   */
  private static @Nullable String misspelt(CommandLine command, String... arguments) {
    if (command.getCommandSpec().positionalParameters().isEmpty()) {
      return null; // the parser says it better, with the value
    }
    for (String argument : arguments) {
      String name = argument.split("=", 2)[0];
      if (argument.equals("--")) {
        return null;
      }
      if (name.startsWith("--") && !command.getCommandSpec().optionsMap().containsKey(name)) {
        return "Unknown option: '" + name + "'";
      }
    }
    return null;
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println(NAME + ": " + oneLine(Failure.describe(e)));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s*\\R\\s*", " ");
  }
}

package io.tidemark.collector.cli;

import io.tidemark.collector.attach.AttachException;
import io.tidemark.collector.attach.Attachment;
import io.tidemark.collector.signal.CollectorSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the agent into a JVM that runs. */
@Command(
    name = "attach",
    description =
        "Puts the agent into a running JVM: requests that begin from then on are counted.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Run as the JVM's user or as root. From Java 21 on that JVM prints a warning, which is the",
      "JVM's own, that an agent was loaded; -XX:+EnableDynamicAgentLoading at its start avoids it.",
      "Attaching where the agent is already changes nothing."
    })
final class AttachCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "PID", description = "The JVM's process id.")
  private long pid;

  @Option(
      names = "--agent",
      paramLabel = "FILE",
      description = "The agent's jar. Default: tidemark-agent.jar beside the collector's.")
  private @Nullable Path agent;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of the agent, before those of that JVM's environment. Can be repeated.")
  private List<String> options = new ArrayList<>();

  @Override
  public Integer call() throws Failure {
    CommandSpec command = Objects.requireNonNull(spec);
    for (String option : options) {
      if (option.indexOf('=') <= 0 || option.indexOf('\n') >= 0) {
        throw new ParameterException(
            command.commandLine(), "--option is '" + option + "', expected KEY=VALUE");
      }
    }
    try {
      Attachment.Outcome outcome =
          new Attachment(CollectorSettings.PROC, pid, agent).attach(options);
      command
          .commandLine()
          .getOut()
          .printf(
              outcome.changed()
                  ? "attached to %d (%s): agent %s records to %s%n"
                  : "%d (%s) has the agent already: agent %s records to %s%n",
              pid,
              outcome.service(),
              outcome.version(),
              outcome.segment());
      return 0;
    } catch (AttachException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
  }
}

package io.tidemark.collector.cli;

import io.tidemark.collector.attach.AttachException;
import io.tidemark.collector.attach.Attachment;
import io.tidemark.collector.signal.CollectorSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes the agent out of a JVM that runs. */
@Command(
    name = "detach",
    description = {
      "Takes the agent out of a running JVM, attached or from its start: classes are as they were.",
      "What was recorded stays, as of a JVM that has exited."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Detaching where there is no agent changes nothing."})
final class DetachCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "PID", description = "The JVM's process id.")
  private long pid;

  @Option(
      names = "--agent",
      paramLabel = "FILE",
      description = "The agent's jar. Default: tidemark-agent.jar beside the collector's.")
  private @Nullable Path agent;

  @Override
  public Integer call() throws Failure {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try {
      Optional<Attachment.Outcome> outcome =
          new Attachment(CollectorSettings.PROC, pid, agent).detach();
      if (outcome.isEmpty()) {
        out.printf("%d has no agent: nothing to detach%n", pid);
      } else {
        out.printf(
            "detached from %d (%s): what was recorded stays in %s%n",
            pid, outcome.get().service(), outcome.get().segment());
      }
      return 0;
    } catch (AttachException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
  }
}

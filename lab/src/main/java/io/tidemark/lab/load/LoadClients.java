package io.tidemark.lab.load;

import io.tidemark.lab.child.Parent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The clients' process. It tells its parent {@link LoadStats} once a second and obeys these
 * commands: {@code onset} starts the clients of the onset, {@code relief} ends those of them that
 * are to go, {@code reconnect} lets all look for the service at once, {@code batch <handler>
 * <items>} sends one request of the culprit's alone and answers {@code batch <status>}, {@code
 * ledger} writes the ledger and answers {@code ledger}, {@code stop} sends nothing more, waits
 * until every request has ended, writes the ledger, answers {@code stopped} and ends. It also ends
 * with its parent, and after {@code --max-seconds} at the latest.
 */
@Command(name = "load")
public final class LoadClients implements Callable<Integer> {
  private static final int PARENT_GONE = 3;

  @Option(names = "--port", required = true, description = "of the data plane")
  private int port;

  @Option(names = "--seed", defaultValue = "1")
  private long seed;

  @Option(names = "--ledger", required = true, description = "file to write the ledger to")
  private Path ledgerFile = Path.of("");

  @Option(names = "--culprit-min-items", defaultValue = "15000")
  private int culpritMinItems;

  @Option(names = "--culprit-max-items", defaultValue = "20000")
  private int culpritMaxItems;

  @Option(names = "--plan", description = "file with a plan, instead of the outage's clients")
  private Optional<Path> planFile = Optional.empty();

  @Option(names = "--deadline-seconds", description = "of every call, instead of each client's own")
  private Optional<Integer> deadlineSeconds = Optional.empty();

  @Option(names = "--max-seconds", defaultValue = "600")
  private int maxSeconds;

  private final Parent parent = new Parent(System.in, System.out);
  private final Ledger ledger = new Ledger();
  private final Crowd crowd = new Crowd(ledger);
  private Plan plan = new Plan(List.of(), false, Tide.NONE);
  private Optional<Batches> batches = Optional.empty();
  private final CountDownLatch finished = new CountDownLatch(1);

  public static void main(String[] args) {
    int exit = new CommandLine(new LoadClients()).execute(args);
    System.exit(exit);
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    plan =
        planFile.isPresent()
            ? Plan.parse(Files.readString(planFile.get()))
            : Plan.outage(culprit());
    start(Presence.ALWAYS);
    parent.obey(this::obey, () -> Runtime.getRuntime().halt(PARENT_GONE));
    for (int second = 0; second < maxSeconds; second++) {
      if (finished.await(1, TimeUnit.SECONDS)) {
        break;
      }
      parent.tell("stats", LoadStats.of(ledger.rows()));
    }
    return 0;
  }

  private void obey(String command) {
    String[] words = command.split(" ", -1);
    switch (words[0]) {
      case "onset" -> {
        start(Presence.FROM_ONSET);
        start(Presence.UNTIL_RELIEF);
      }
      case "relief" -> crowd.stop(Presence.UNTIL_RELIEF);
      case "reconnect" -> crowd.reconnect();
      case "batch" ->
          parent.tell(
              "batch", batches().send(Handler.valueOf(words[1]), Integer.parseInt(words[2])));
      case "ledger" -> {
        write();
        parent.tell("ledger", ledgerFile.toString());
      }
      case "stop" -> {
        stopAll();
        write();
        parent.tell("stopped", ledgerFile.toString());
        finished.countDown();
      }
      default -> parent.tell("error", "no such command: " + command);
    }
  }

  private Batches batches() {
    if (batches.isEmpty()) {
      batches = Optional.of(new Batches(patient(culprit()), ledger, port));
    }
    return batches.orElseThrow();
  }

  private ClientProfile patient(ClientProfile usual) {
    return deadlineSeconds.map(Duration::ofSeconds).map(usual::withDeadline).orElse(usual);
  }

  private ClientProfile culprit() {
    return ClientProfile.culprit(culpritMinItems, culpritMaxItems);
  }

  private void start(Presence presence) {
    for (Plan.Client client : plan.clients()) {
      if (client.presence() == presence) {
        ClientProfile profile = patient(client.profile());
        Schedule schedule = new Schedule(profile, seed, plan.tide());
        crowd.start(presence, profile, schedule, plan.oneConnection(), port);
      }
    }
  }

  private void stopAll() {
    batches.ifPresent(Batches::close);
    crowd.stopAll();
  }

  private void write() {
    try {
      Files.writeString(ledgerFile, ledger.toJson());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

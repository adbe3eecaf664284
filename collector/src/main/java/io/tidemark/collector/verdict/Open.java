package io.tidemark.collector.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A finding that is open, and whom it names: which does not change with every step.
 *
 * <p>An accusation is made when two steps agree, at once when it is opened. Another one takes its
 * place when it was found {@value #OTHERS_AFTER} times in a row. It is not taken back while the
 * finding is open; who does no longer what he is charged with has stopped, and may begin again.
 */
final class Open {
  private static final int FIRST_AFTER = 2;
  private static final int OTHERS_AFTER = 5;
  private static final int STOPPED_AFTER = 3;

  /** A process that died takes seconds to be back, and its clients back off. */
  private static final int STOPPED_KILLING_AFTER = 30;

  /** What a suspect did at most. */
  private static final class Peak {
    double effect;
    double requests;
    int quietSteps;
  }

  final Stage stage;
  final Place place;
  final String id;
  final long sinceEpochMs;
  Cause cause = Cause.NO_CLIENT;
  List<Suspect> suspects = List.of();
  Amount of;
  double share;
  @Nullable Finding last;
  private boolean answered;
  private Set<String> contrary = Set.of();
  private int contrarySteps;
  private final Map<String, Peak> peaks = new HashMap<>();

  Open(Stage stage, Place place, String name, long sinceEpochMs) {
    this.stage = stage;
    this.place = place;
    this.id = stage.id() + '-' + (name.isEmpty() ? "host" : name) + '-' + sinceEpochMs;
    this.sinceEpochMs = sinceEpochMs;
    this.of = stage.feeds().get(0);
  }

  /** Takes the answer of another step. */
  void update(Attribution.Answer answer, Clients clients) {
    Set<String> named = new TreeSet<>();
    answer.clients().forEach(client -> named.add(client.name));
    Set<String> before = new TreeSet<>();
    suspects.forEach(suspect -> before.add(suspect.client()));
    boolean same = named.equals(before) && answer.cause().accuses() == cause.accuses();
    if (!answered || same || isDue(answer, named)) {
      // Whoever is accused stays so, and who is suspected: what is found later about nobody is a
      // consequence.
      if (weight(answer.cause()) >= weight(cause)) {
        adopt(answer, clients);
      }
      contrarySteps = 0;
    }
    answered = true;
    refresh(clients);
  }

  private static int weight(Cause cause) {
    return cause.accuses() ? 2 : cause == Cause.THIN_EVIDENCE ? 1 : 0;
  }

  private boolean isDue(Attribution.Answer answer, Set<String> named) {
    contrarySteps = named.equals(contrary) ? contrarySteps + 1 : 1;
    contrary = named;
    boolean first = !cause.accuses() && answer.cause().accuses();
    return contrarySteps >= (first ? FIRST_AFTER : OTHERS_AFTER);
  }

  private void adopt(Attribution.Answer answer, Clients clients) {
    cause = answer.cause();
    of = answer.amount();
    share = answer.share();
    List<Suspect> found = new ArrayList<>();
    for (Client client : answer.clients()) {
      Suspect before = suspect(client);
      long since = before == null ? sinceEpochMs : before.sinceEpochMs();
      Suspect now = Suspects.of(client, clients, of, since);
      // Between two deaths, or while its requests hang, there is nothing new to tell of it.
      boolean tells = stage != Stage.KILLS && (now.requestsPerSecond() > 0 || client.active() == 0);
      boolean keeps =
          !tells && before != null && before.requestsPerSecond() > now.requestsPerSecond();
      found.add(keeps ? before : now);
    }
    suspects = found;
  }

  private @Nullable Suspect suspect(Client client) {
    for (Suspect each : suspects) {
      if (each.client().equals(client.name) && each.service().equals(client.service)) {
        return each;
      }
    }
    return null;
  }

  private void refresh(Clients clients) {
    if (!cause.accuses() || suspects.isEmpty()) {
      return;
    }
    List<Suspect> refreshed = new ArrayList<>();
    boolean allStopped = true;
    for (Suspect suspect : suspects) {
      boolean stopped = hasStopped(suspect, clients);
      refreshed.add(
          stopped ? suspect.stoppedNow() : suspect.stopped() ? suspect.goesOn() : suspect);
      allStopped &= stopped;
    }
    suspects = refreshed;
    cause =
        allStopped
            ? Cause.CLIENT_GONE
            : suspects.size() == 1 ? Cause.CLIENT : Cause.SEVERAL_CLIENTS;
  }

  // A client whose requests hang has not stopped, and nobody has while nothing is served.
  private boolean hasStopped(Suspect suspect, Clients clients) {
    Peak peak = peaks.computeIfAbsent(suspect.client(), name -> new Peak());
    Client client = Attribution.find(clients, suspect);
    double effect = client == null ? 0 : client.excess(of);
    double requests = client == null ? 0 : client.excess(Amount.REQUESTS);
    peak.effect = Math.max(peak.effect, effect);
    peak.requests = Math.max(peak.requests, requests);
    boolean waits = client != null && client.usual(Amount.REQUESTS) == 0 && client.active() > 0;
    boolean quiet =
        effect <= 0.1 * peak.effect
            && requests <= 0.2 * peak.requests
            && !waits
            && clients.recent(Amount.REQUESTS) > 0;
    peak.quietSteps = quiet ? peak.quietSteps + 1 : 0;
    return peak.quietSteps >= (stage == Stage.KILLS ? STOPPED_KILLING_AFTER : STOPPED_AFTER);
  }
}

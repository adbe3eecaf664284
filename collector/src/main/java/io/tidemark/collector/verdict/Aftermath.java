package io.tidemark.collector.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is no second trigger. While somebody is accused, clients that were there before dial anew,
 * fail, wait and ask again, some more than others: a client whose requests fail or wait is then a
 * victim that retries, and one that only causes more is a victim that recovers. A newcomer may be a
 * second culprit, and so may whoever asks for more without suffering. Pure.
 */
final class Aftermath {
  /** Those who begin together are accused together. */
  private static final long TOGETHER_MS = 5_000;

  private Aftermath() {}

  /**
   * Whom findings near a place accuse that have been open for some time.
   *
   * @param host where every service's findings are near
   */
  static Set<String> accused(Collection<Open> open, Place place, Place host, long nowMs) {
    Set<String> accused = new TreeSet<>();
    for (Open each : open) {
      boolean near = each.place == place || each.place == host || place == host;
      if (near && each.cause.accuses() && nowMs - each.sinceEpochMs >= TOGETHER_MS) {
        each.suspects.forEach(suspect -> accused.add(suspect.client()));
      }
    }
    return accused;
  }

  /** An answer without those who are victims of whoever is accused already. */
  static Attribution.Answer without(
      Attribution.Answer answer, Clients clients, Set<String> accused) {
    List<Client> left = new ArrayList<>();
    double share = 0;
    for (Client client : answer.clients()) {
      if (accused.isEmpty() || accused.contains(client.name) || isTrigger(clients, client)) {
        left.add(client);
        share += clients.share(client, answer.amount());
      }
    }
    if (left.size() == answer.clients().size()) {
      return answer;
    }
    return left.isEmpty()
        ? new Attribution.Answer(Cause.NO_CLIENT, answer.amount(), List.of(), 0)
        : new Attribution.Answer(
            answer.cause() == Cause.THIN_EVIDENCE
                ? Cause.THIN_EVIDENCE
                : left.size() == 1 ? Cause.CLIENT : Cause.SEVERAL_CLIENTS,
            answer.amount(),
            left,
            share);
  }

  private static boolean isTrigger(Clients clients, Client client) {
    boolean isNew = client.usual(Amount.REQUESTS) < 0.1 * client.recent(Amount.REQUESTS);
    return isNew || (!client.suffers() && Attribution.asksForMore(clients, client));
  }
}

package io.tidemark.collector.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes suspects of clients, and ranks them over findings. */
final class Suspects {
  private Suspects() {}

  static Suspect of(Client client, Clients clients, Amount amount, long sinceEpochMs) {
    double requests = client.recent(Amount.REQUESTS);
    double items = client.recent(Amount.ITEMS);
    double batches = client.recent(Amount.BATCHES);
    return new Suspect(
        client.service,
        client.name,
        client.handler(amount),
        clients.share(client, amount),
        amount.noun(),
        requests,
        ratio(requests, clients.recent(Amount.REQUESTS)),
        items,
        ratio(items, clients.recent(Amount.ITEMS)),
        ratio(items, batches > 0 ? batches : requests),
        client.usual(Amount.REQUESTS),
        client.recent(amount),
        client.usual(amount),
        Math.round(requests * Steps.RECENT_SECONDS),
        sinceEpochMs,
        false);
  }

  /**
   * Each client once, most guilty first: by the sum of its shares over the findings that accuse it,
   * the first stages of the chain counting most.
   */
  static List<Suspect> ranked(List<Finding> findings) {
    List<Suspect> ranked = new ArrayList<>();
    List<Double> guilt = new ArrayList<>();
    for (Finding finding : findings) {
      if (!finding.cause().accuses()) {
        continue;
      }
      double weight = finding.consequenceOf() == finding.symptom() ? 2 : 1;
      for (Suspect suspect : finding.suspects()) {
        int at = indexOf(ranked, suspect);
        if (at < 0) {
          ranked.add(suspect);
          guilt.add(weight * suspect.share());
        } else {
          guilt.set(at, guilt.get(at) + weight * suspect.share());
          if (suspect.share() > ranked.get(at).share()) {
            ranked.set(at, suspect);
          }
        }
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.comparingDouble((Integer i) -> -guilt.get(i))
            .thenComparing(i -> ranked.get(i).client()));
    return order.stream().map(ranked::get).toList();
  }

  private static int indexOf(List<Suspect> all, Suspect suspect) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).isSameClient(suspect)) {
        return i;
      }
    }
    return -1;
  }

  private static double ratio(double part, double whole) {
    return whole <= 0 ? 0 : part / whole;
  }
}

package io.tidemark.collector.verdict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The clients of a service, or of all services of the host, and their sums. */
final class Clients {
  private final Map<String, Client> byName = new LinkedHashMap<>();
  private final double[] recent = new double[Amount.COUNT];
  private final double[] usual = new double[Amount.COUNT];
  private final double[] excess = new double[Amount.COUNT];

  void add(Row row) {
    byName.computeIfAbsent(row.service + '\n' + row.client, key -> new Client(row)).add(row);
    for (Amount amount : Amount.values()) {
      int i = amount.ordinal();
      recent[i] += row.recent(amount);
      usual[i] += row.usual(amount);
      excess[i] += row.excess(amount);
    }
  }

  Collection<Client> all() {
    return byName.values();
  }

  double recent(Amount amount) {
    return recent[amount.ordinal()];
  }

  double usual(Amount amount) {
    return usual[amount.ordinal()];
  }

  double excess(Amount amount) {
    return excess[amount.ordinal()];
  }

  /** A client's part of the excess. */
  double share(Client client, Amount amount) {
    double all = excess(amount);
    return all <= 0 ? 0 : client.excess(amount) / all;
  }

  /** How many times its usual rate a client does something; what is small counts as usual. */
  double growth(Client client, Amount amount) {
    double ordinary = 0.02 * (amount.floorPerSecond() + usual(amount));
    return (client.recent(amount) + ordinary) / (client.usual(amount) + ordinary);
  }

  /** How many times its usual it asks for, by items or by requests. */
  double demandGrowth(Client client) {
    return Math.max(growth(client, Amount.ITEMS), growth(client, Amount.REQUESTS));
  }

  /**
   * The median of a figure over the other clients, each as often as it usually has requests; 1 when
   * there are none.
   */
  @SuppressWarnings("ReferenceEquality")
  double medianElsewhere(Client except, ToDoubleFunction<Client> figure) {
    List<Client> others = new ArrayList<>();
    double requests = 0;
    for (Client client : byName.values()) {
      if (client != except && client.usual(Amount.REQUESTS) > 0) {
        others.add(client);
        requests += client.usual(Amount.REQUESTS);
      }
    }
    others.sort(Comparator.comparingDouble(figure));
    double below = 0;
    for (Client client : others) {
      below += client.usual(Amount.REQUESTS);
      if (2 * below >= requests) {
        return figure.applyAsDouble(client);
      }
    }
    return 1;
  }
}

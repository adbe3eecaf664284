package io.tidemark.collector.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The clients of a service, or of all services of the host, and their sums. */
final class Clients {
  private static final double MIN_REQUESTS_PER_SECOND = 0.2;
  private static final double ALL_GROWN = 3;

  private final List<Client> all = new ArrayList<>();
  private final double[] recent = new double[Amount.COUNT];
  private final double[] usual = new double[Amount.COUNT];
  private final double[] excess = new double[Amount.COUNT];

  /** Adds clients that have the sums of their rows. */
  void addAll(Collection<Client> clients) {
    all.addAll(clients);
    for (Client client : clients) {
      for (Amount amount : Amount.ALL) {
        int i = amount.ordinal();
        recent[i] += client.recent(amount);
        usual[i] += client.usual(amount);
        excess[i] += client.excess(amount);
      }
    }
  }

  Collection<Client> all() {
    return all;
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
   * The median of a figure over the other clients, new ones among them, whatever their size; 1 when
   * there are none.
   */
  @SuppressWarnings("ReferenceEquality")
  double medianElsewhere(@Nullable Client except, ToDoubleFunction<Client> figure) {
    double[] figures = new double[all.size()];
    int count = 0;
    for (Client client : all) {
      double requests = Math.max(client.usual(Amount.REQUESTS), client.recent(Amount.REQUESTS));
      if (client != except && client.nameable && requests >= MIN_REQUESTS_PER_SECOND) {
        figures[count++] = figure.applyAsDouble(client);
      }
    }
    Arrays.sort(figures, 0, count);
    return count == 0 ? 1 : figures[(count - 1) / 2];
  }

  /**
   * Whether all clients ask for far more than usual: traffic that begins, or moves here. What was
   * usual before says nothing then.
   */
  boolean haveAllGrown() {
    return all.size() > 2 && medianElsewhere(null, this::demandGrowth) >= ALL_GROWN;
  }
}

package io.tidemark.collector.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind a symptom: the clients to whom the excess of what feeds it is charged. Pure.
 *
 * <p>A client is accused when all of this holds:
 *
 * <ol>
 *   <li>the excess of the service over its own baseline is no trifle: at least {@link
 *       Amount#floorPerSecond} and {@value #MIN_EXCESS} of the baseline;
 *   <li>the client's share of that excess is at least {@value #MIN_SHARE}, and not less than what
 *       no request is known for;
 *   <li>it asks for more than it usually does: at least {@value #MIN_DEMAND} times the items or
 *       requests, beside what the median of the others does; or its requests cause far more than
 *       they did, while those of the others do not.
 * </ol>
 *
 * <p>The third is what tells a culprit from a victim: when a cache is down everybody dials and logs
 * more, without having asked for more. Of several accused, those with less than {@value
 * #MIN_OF_LARGEST} of the largest share are let off.
 *
 * <p>Without a baseline only a share of the whole can be told: then the rule is that of {@code
 * who}, and the evidence is called thin; so it is when it rests on fewer than {@value
 * #MIN_REQUESTS} requests.
 */
final class Attribution {
  static final double MIN_EXCESS = 0.5;
  static final double MIN_SHARE = 0.2;
  static final double MIN_OF_LARGEST = 0.25;
  static final double MIN_DEMAND = 2;
  static final double MIN_REQUESTS = 3;
  private static final double MIN_SHARE_ALONE = 0.5;
  private static final double MIN_INTENSITY = 8;
  private static final double MIN_EFFECT_GROWTH = 1.5;
  private static final double FEW_ITEMS_PER_SECOND = 20;
  private static final double WHO_SHARE = 0.25;
  private static final double WHO_RATIO = 5;

  /**
   * An answer.
   *
   * @param amount of which the shares are
   * @param share of the clients that are accused, or of what belongs to no request
   */
  record Answer(Cause cause, Amount amount, List<Client> clients, double share) {}

  private Attribution() {}

  /**
   * Charges what feeds a stage.
   *
   * @param knows whether the clients have a baseline
   */
  static Answer of(Stage stage, Clients clients, boolean knows) {
    Answer unattributed = null;
    for (Amount amount : stage.feeds()) {
      if (!isReal(clients, amount)) {
        continue;
      }
      List<Client> accused = knows ? accused(clients, amount) : standingOut(clients, amount);
      if (!accused.isEmpty()) {
        boolean thin = !knows || requests(accused) < MIN_REQUESTS;
        Cause cause =
            thin ? Cause.THIN_EVIDENCE : accused.size() == 1 ? Cause.CLIENT : Cause.SEVERAL_CLIENTS;
        double share = 0;
        for (Client client : accused) {
          share += clients.share(client, amount);
        }
        return new Answer(cause, amount, accused, share);
      }
      double nameless = nameless(clients, amount);
      if (unattributed == null && nameless >= MIN_SHARE_ALONE) {
        unattributed = new Answer(Cause.UNATTRIBUTED, amount, List.of(), nameless);
      }
    }
    return unattributed != null
        ? unattributed
        : new Answer(Cause.NO_CLIENT, stage.feeds().get(0), List.of(), 0);
  }

  /**
   * Who was heaviest in the last seconds of a service's dead processes. What a request allocates is
   * known when it ends, which the one that kills does not; so it is accused though its excess may
   * be a trifle, if it had risen, and once two processes have died of it.
   *
   * @param deaths before which it was heaviest, and had risen
   */
  static Answer ofTheDead(Clients clients, String heaviest, int deaths) {
    for (Client client : clients.all()) {
      if (client.nameable && client.name.equals(heaviest)) {
        Cause cause = deaths >= 2 ? Cause.CLIENT : Cause.THIN_EVIDENCE;
        double share = clients.share(client, Amount.ITEMS);
        return new Answer(cause, Amount.ITEMS, List.of(client), share);
      }
    }
    return new Answer(Cause.NO_CLIENT, Amount.ITEMS, List.of(), 0);
  }

  /**
   * Whether a client asks for more items than usual, beside what the others do. Of one request of
   * some hundred items this is true, though the sum of all hardly moves.
   */
  static boolean hasRisen(Clients clients, String name) {
    for (Client client : clients.all()) {
      if (client.nameable && client.name.equals(name)) {
        double elsewhere = clients.medianElsewhere(client, Attribution::itemGrowth);
        return itemGrowth(client) >= MIN_DEMAND * Math.max(1, elsewhere);
      }
    }
    return false;
  }

  private static double itemGrowth(Client client) {
    return (client.recent(Amount.ITEMS) + FEW_ITEMS_PER_SECOND)
        / (client.usual(Amount.ITEMS) + FEW_ITEMS_PER_SECOND);
  }

  private static boolean isReal(Clients clients, Amount amount) {
    return clients.excess(amount) >= amount.floorPerSecond()
        && clients.excess(amount) >= MIN_EXCESS * clients.usual(amount);
  }

  private static List<Client> accused(Clients clients, Amount amount) {
    double nameless = nameless(clients, amount);
    List<Client> accused = new ArrayList<>();
    for (Client client : clients.all()) {
      double share = clients.share(client, amount);
      if (client.nameable
          && share >= MIN_SHARE
          && share >= nameless
          && (asksForMore(clients, client, amount) || causesMore(clients, client, amount))) {
        accused.add(client);
      }
    }
    return largestFirst(accused, clients, amount);
  }

  /** Whether a client asks for more than it usually does, beside what the others do. */
  static boolean asksForMore(Clients clients, Client client) {
    double usualElsewhere = clients.medianElsewhere(client, clients::demandGrowth);
    return clients.demandGrowth(client) >= MIN_DEMAND * Math.max(1, usualElsewhere);
  }

  private static boolean asksForMore(Clients clients, Client client, Amount amount) {
    return asksForMore(clients, client)
        && clients.growth(client, amount)
            >= MIN_EFFECT_GROWTH
                * clients.medianElsewhere(client, other -> clients.growth(other, amount));
  }

  private static boolean causesMore(Clients clients, Client client, Amount amount) {
    double elsewhere = clients.medianElsewhere(client, other -> clients.growth(other, amount));
    return !amount.befalls()
        && clients.share(client, amount) >= MIN_SHARE_ALONE
        && elsewhere < MIN_DEMAND
        && clients.growth(client, amount) >= MIN_INTENSITY * Math.max(1, elsewhere);
  }

  private static List<Client> standingOut(Clients clients, Amount amount) {
    List<Client> found = new ArrayList<>();
    double requests = Math.max(1e-9, clients.recent(Amount.REQUESTS));
    for (Client client : clients.all()) {
      double share = clients.share(client, amount);
      double asked = client.recent(Amount.REQUESTS) / requests;
      if (client.nameable && share >= WHO_SHARE && share >= WHO_RATIO * asked) {
        found.add(client);
      }
    }
    return largestFirst(found, clients, amount);
  }

  private static List<Client> largestFirst(List<Client> found, Clients clients, Amount amount) {
    // By name where shares are the same, so that an answer does not depend on any order.
    found.sort(
        Comparator.comparingDouble((Client each) -> -clients.share(each, amount))
            .thenComparing(each -> each.service)
            .thenComparing(each -> each.name));
    if (found.isEmpty()) {
      return found;
    }
    double bar = MIN_OF_LARGEST * clients.share(found.get(0), amount);
    return found.stream().filter(each -> clients.share(each, amount) >= bar).toList();
  }

  // In the window; a request that runs since before it counts as well.
  private static double requests(List<Client> accused) {
    double most = 0;
    for (Client client : accused) {
      double began = client.recent(Amount.REQUESTS) * Steps.RECENT_SECONDS;
      most = Math.max(most, Math.max(began, client.active()));
    }
    return most;
  }

  private static double nameless(Clients clients, Amount amount) {
    double nameless = 0;
    for (Client client : clients.all()) {
      nameless += client.nameable ? 0 : clients.share(client, amount);
    }
    return nameless;
  }

  /** The client with that name, if it is still there. */
  static @Nullable Client find(Clients clients, Suspect suspect) {
    for (Client client : clients.all()) {
      if (client.service.equals(suspect.service()) && client.name.equals(suspect.client())) {
        return client;
      }
    }
    return null;
  }
}

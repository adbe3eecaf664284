package io.tidemark.lab.load;

import java.time.Duration;
import java.util.List;

/**
 * Who calls what, how often and with how much.
 *
 * @param name sent as {@code x-client-id}
 * @param requestsPerSecond mean rate of an open loop with exponential gaps
 * @param minItems smallest batch
 * @param maxItems largest batch; sizes are spread evenly over the logarithm, as real batches are
 * @param handlers drawn with equal odds
 * @param universe how many different keys it asks for; a large one misses the cache
 * @param deadline of every call
 * @param maxInFlight requests at once; what is due beyond it is skipped and never sent
 * @param habits what makes it peculiar
 */
public record ClientProfile(
    String name,
    double requestsPerSecond,
    int minItems,
    int maxItems,
    List<Handler> handlers,
    int universe,
    Duration deadline,
    int maxInFlight,
    Habits habits) {

  private static final int POPULAR_KEYS = 10_000;
  private static final int ARCHIVE_KEYS = 50_000_000;
  private static final Duration ORDINARY_DEADLINE = Duration.ofSeconds(2);
  private static final int ORDINARY_IN_FLIGHT = 64;

  public ClientProfile {
    if (!(requestsPerSecond > 0) || minItems < 1 || maxItems < minItems || handlers.isEmpty()) {
      throw new IllegalArgumentException("no such client: " + name);
    }
    handlers = List.copyOf(handlers);
  }

  /** The five clients of every day: about 290 requests a second of 1 to 50 items. */
  public static List<ClientProfile> ordinary() {
    return List.of(
        ordinary(
            "web-frontend", 70, Handler.GET_POST_RECORD, Handler.GET_FEED, Handler.GET_PROFILES),
        ordinary("mobile-gateway", 60, Handler.GET_FEED, Handler.GET_PROFILES),
        ordinary("feed-ranker", 30, Handler.GET_POST_RECORD),
        ordinary("notifier", 25, Handler.GET_POST_RECORD, Handler.GET_PROFILES),
        ordinary("post-ingest", 15, Handler.PUT_POSTS));
  }

  /** The internal service that was deployed the week before. */
  public static ClientProfile culprit(int minItems, int maxItems) {
    return new ClientProfile(
        "new-indexer",
        2.7,
        minItems,
        maxItems,
        List.of(Handler.GET_POST_RECORD),
        ARCHIVE_KEYS,
        Duration.ofSeconds(10),
        8,
        Habits.ORDINARY);
  }

  /** A client of one to fifty items a request, all of them popular. */
  public static ClientProfile ordinary(String name, double requestsPerSecond, Handler... handlers) {
    return new ClientProfile(
        name,
        requestsPerSecond,
        1,
        50,
        List.of(handlers),
        POPULAR_KEYS,
        ORDINARY_DEADLINE,
        ORDINARY_IN_FLIGHT,
        Habits.ORDINARY);
  }

  public ClientProfile withName(String other) {
    return with(other, requestsPerSecond, deadline, habits);
  }

  public ClientProfile withRequestsPerSecond(double other) {
    return with(name, other, deadline, habits);
  }

  public ClientProfile withDeadline(Duration other) {
    return with(name, requestsPerSecond, other, habits);
  }

  public ClientProfile withHabits(Habits other) {
    return with(name, requestsPerSecond, deadline, other);
  }

  public ClientProfile withItems(int min, int max) {
    return new ClientProfile(
        name, requestsPerSecond, min, max, handlers, universe, deadline, maxInFlight, habits);
  }

  public ClientProfile withUniverse(int keys) {
    return new ClientProfile(
        name, requestsPerSecond, minItems, maxItems, handlers, keys, deadline, maxInFlight, habits);
  }

  public ClientProfile withMaxInFlight(int requests) {
    return new ClientProfile(
        name,
        requestsPerSecond,
        minItems,
        maxItems,
        handlers,
        universe,
        deadline,
        requests,
        habits);
  }

  private ClientProfile with(
      String otherName, double otherRate, Duration otherDeadline, Habits otherHabits) {
    return new ClientProfile(
        otherName,
        otherRate,
        minItems,
        maxItems,
        handlers,
        universe,
        otherDeadline,
        maxInFlight,
        otherHabits);
  }
}

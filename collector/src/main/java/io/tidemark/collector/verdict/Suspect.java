package io.tidemark.collector.verdict;

/**
 * A client and the handler through which it does most of what it is charged with.
 *
 * @param service in which it does it
 * @param share its share of the excess over the baseline, from 0 to 1; of a verdict's suspects, the
 *     largest of its findings
 * @param of what the share is a share of, such as {@code dials}
 * @param requestsPerSecond of the client at the handler
 * @param requestShare share of the service's requests
 * @param itemsPerSecond of the client at the handler
 * @param itemShare share of the service's items
 * @param itemsPerRequest items in one of its requests
 * @param usualRequestsPerSecond its own baseline
 * @param effectPerSecond what the share is of, per second
 * @param usualEffectPerSecond its own baseline of that
 * @param requestsSeen its requests since the finding began, on which the accusation rests
 * @param sinceEpochMs since when it is charged, in milliseconds since 1970
 * @param stopped whether it has stopped since
 */
public record Suspect(
    String service,
    String client,
    String handler,
    double share,
    String of,
    double requestsPerSecond,
    double requestShare,
    double itemsPerSecond,
    double itemShare,
    double itemsPerRequest,
    double usualRequestsPerSecond,
    double effectPerSecond,
    double usualEffectPerSecond,
    long requestsSeen,
    long sinceEpochMs,
    boolean stopped) {

  /** Whether both are the same client of the same service. */
  public boolean isSameClient(Suspect other) {
    return service.equals(other.service) && client.equals(other.client);
  }

  Suspect stoppedNow() {
    return with(true);
  }

  Suspect goesOn() {
    return with(false);
  }

  private Suspect with(boolean nowStopped) {
    return new Suspect(
        service,
        client,
        handler,
        share,
        of,
        requestsPerSecond,
        requestShare,
        itemsPerSecond,
        itemShare,
        itemsPerRequest,
        usualRequestsPerSecond,
        effectPerSecond,
        usualEffectPerSecond,
        requestsSeen,
        sinceEpochMs,
        nowStopped);
  }
}

package io.tidemark.lab.load;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The endless requests of one client, drawn from a seed: the same profile and seed give the same
 * requests. An open loop: when a request is due does not depend on how the last one fared.
 *
 * <p>For one thread at a time.
 */
public final class Schedule {
  private static final double NANOS_PER_SECOND = 1e9;

  private final ClientProfile profile;
  private final Tide tide;
  private final SplittableRandom random;
  private double dueNs;

  /** One whose rate stays. */
  public Schedule(ClientProfile profile, long seed) {
    this(profile, seed, Tide.NONE);
  }

  public Schedule(ClientProfile profile, long seed, Tide tide) {
    this.profile = profile;
    this.tide = tide;
    // The name keeps clients of one run apart.
    this.random = new SplittableRandom(seed * 31 + profile.name().hashCode());
  }

  public Arrival next() {
    double perSecond = profile.requestsPerSecond() * tide.factorAt(dueNs);
    double gapSeconds = -Math.log(1 - random.nextDouble()) / perSecond;
    dueNs += gapSeconds * NANOS_PER_SECOND;
    Handler handler = profile.handlers().get(random.nextInt(profile.handlers().size()));
    return new Arrival(
        (long) dueNs, handler, IntStream.range(0, items()).mapToObj(i -> key()).toList());
  }

  private int items() {
    double ratio = (profile.maxItems() + 1.0) / profile.minItems();
    int drawn = (int) (profile.minItems() * Math.pow(ratio, random.nextDouble()));
    return Math.min(drawn, profile.maxItems());
  }

  private String key() {
    int post = random.nextInt(profile.universe());
    if (profile.habits().malformedKeys()) {
      return "post/" + post;
    }
    return "at://did:plc:" + Integer.toString(post % 4_096, 36) + "/app.feed.post/" + post;
  }
}

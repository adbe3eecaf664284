package io.tidemark.collector.life;

import io.tidemark.collector.sample.Source;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link Tally} for each place of a service: its n-th JVM on this host, over restarts. They stay
 * for a while when no JVM is there; of more than {@value #MAX}, those go that have been empty
 * longest. Not thread-safe.
 */
final class Tallies {
  private static final int MAX = 256;

  private final Map<Key, Tally> tallies = new LinkedHashMap<>();
  private long countingSinceMs;

  private record Key(String service, String instance) {}

  /**
   * @param sinceEpochMs since when they count
   */
  Tallies(long sinceEpochMs) {
    this.countingSinceMs = sinceEpochMs;
  }

  /** The tally of a JVM's place. */
  Tally of(Run run, long nowEpochMs) {
    Source source = run.source();
    Key key = new Key(source.service(), source.instance());
    if (!tallies.containsKey(key) && tallies.size() >= MAX) {
      forgetOne(nowEpochMs);
    }
    Tally tally = tallies.computeIfAbsent(key, absent -> new Tally(source, countingSinceMs));
    tally.use(nowEpochMs);
    return tally;
  }

  /** Forgets the places that have been empty since a time: commands written in Java, mostly. */
  void forgetUnusedSince(long epochMs, long nowEpochMs) {
    if (tallies.values().removeIf(tally -> tally.usedEpochMs() < epochMs)) {
      countingSinceMs = nowEpochMs;
    }
  }

  // One that comes back later counts from then on.
  private void forgetOne(long nowEpochMs) {
    Optional<Key> emptiest =
        tallies.entrySet().stream()
            .min(Comparator.comparingLong(each -> each.getValue().usedEpochMs()))
            .map(Map.Entry::getKey);
    emptiest.ifPresent(tallies::remove);
    countingSinceMs = nowEpochMs;
  }

  Collection<Tally> all() {
    return tallies.values();
  }
}

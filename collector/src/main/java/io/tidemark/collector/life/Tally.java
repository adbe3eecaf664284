package io.tidemark.collector.life;

import io.tidemark.collector.sample.Source;
import io.tidemark.collector.who.Death;
import io.tidemark.collector.who.Exit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What became of the JVMs of one place of a service, since the collector started. */
public final class Tally {
  private final Source source;
  private final Map<Exit, Long> exits = new EnumMap<>(Exit.class);
  private long restarts;
  private long oomKills;
  private long startEpochMs;
  private boolean isEmpty = true;
  private OptionalLong intervalMs = OptionalLong.empty();
  private Optional<Death> lastDeath = Optional.empty();
  private long usedEpochMs;

  Tally(Source jvm, long countingSinceMs) {
    String host = jvm.attributes().getOrDefault("host.name", "");
    this.source =
        new Source(
            jvm.service(),
            jvm.instance(),
            countingSinceMs,
            host.isEmpty() ? Map.of() : Map.of("host.name", host),
            false);
  }

  /** Notes that the place is in use. */
  void use(long epochMs) {
    usedEpochMs = epochMs;
  }

  long usedEpochMs() {
    return usedEpochMs;
  }

  /** A JVM began here. */
  void begin(long startedEpochMs) {
    if (startEpochMs > 0 && isEmpty && startedEpochMs > startEpochMs) {
      restarts++;
      intervalMs = OptionalLong.of(startedEpochMs - startEpochMs);
    }
    startEpochMs = startedEpochMs;
    isEmpty = false;
  }

  /** The JVM that was here ended, before the collector started if it is not to be counted. */
  void end(Death death, boolean counts) {
    startEpochMs = death.startEpochMs();
    isEmpty = true;
    if (counts) {
      exits.merge(death.exit(), 1L, Long::sum);
    }
    if (death.endEpochMs().isPresent()) {
      lastDeath = Optional.of(death);
    }
  }

  /** The kernel killed here. */
  void kill(long processes) {
    oomKills += processes;
  }

  /** The place: its service and instance, and since when this counts. */
  public Source source() {
    return source;
  }

  public long exits(Exit exit) {
    return exits.getOrDefault(exit, 0L);
  }

  /** JVMs that took the place of one that had ended. */
  public long restarts() {
    return restarts;
  }

  public long oomKills() {
    return oomKills;
  }

  /** Time between the last two starts, if there were two. */
  public OptionalLong intervalMs() {
    return intervalMs;
  }

  /** The last end whose time is known. */
  public Optional<Death> lastDeath() {
    return lastDeath;
  }
}

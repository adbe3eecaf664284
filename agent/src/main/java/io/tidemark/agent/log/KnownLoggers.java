package io.tidemark.agent.log;

import io.tidemark.agent.record.Ledger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The loggers that logged last, by name: a table of fixed size, in which a new name takes the place
 * of another where there is none free. Thread-safe, without a lock; a known name costs a few
 * nanoseconds.
 */
final class KnownLoggers {
  private static final int WAYS = 4;
  private static final int SETS = 256;

  private final Ledger ledger;
  private final AtomicReferenceArray<KnownLogger> known = new AtomicReferenceArray<>(WAYS * SETS);
  private int turn;

  KnownLoggers(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * A logger.
   *
   * @param elsewhere the site of its events that nobody has the time to look at
   */
  KnownLogger get(String name, String elsewhere) {
    int hash = name.hashCode();
    int first = ((hash ^ (hash >>> 16)) & (SETS - 1)) * WAYS;
    for (int way = 0; way < WAYS; way++) {
      KnownLogger logger = known.get(first + way);
      if (logger != null && logger.isNamed(name, hash)) {
        return logger;
      }
    }
    KnownLogger logger = new KnownLogger(ledger, name, elsewhere);
    known.set(first + place(first), logger);
    return logger;
  }

  private int place(int first) {
    for (int way = 0; way < WAYS; way++) {
      KnownLogger logger = known.get(first + way);
      if (logger == null || logger.refersTo(null)) {
        return way;
      }
    }
    return turn++ & (WAYS - 1);
  }
}

package io.tidemark.agent.log;

import io.tidemark.agent.record.Ledger;
import io.tidemark.segment.Label;
import io.tidemark.segment.Row;
import io.tidemark.segment.Table;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A logger, known by its name, which is not kept alive. Thread-safe. */
final class KnownLogger extends WeakReference<String> {
  /** How often a second one logger's events may be looked at closely, to find their site. */
  static final int LOOKS_PER_SECOND = 100;

  private static final int MAX_LABEL_BYTES = 116;
  private static final String ROOT = "root";

  private final Ledger ledger;
  private final int hash;
  private final String label;
  private final String elsewhere;
  private final Place place;
  private final Allowance allowance;
  private volatile @Nullable Place unnamed;

  /**
   * A logger that logs for the first time.
   *
   * @param elsewhere the site of events that nobody has the time to look at
   */
  KnownLogger(Ledger ledger, String name, String elsewhere) {
    super(name);
    this.ledger = ledger;
    this.hash = name.hashCode();
    this.label = name.isEmpty() ? ROOT : Label.cleanText(name, MAX_LABEL_BYTES);
    this.elsewhere = elsewhere;
    this.place = new Place(ledger, Table.LOGGERS, label);
    this.allowance = new Allowance(LOOKS_PER_SECOND, System.nanoTime());
  }

  boolean isNamed(String name, int itsHash) {
    return refersTo(name) || (hash == itsHash && name.equals(get()));
  }

  int hash() {
    return hash;
  }

  /** Where the logger is counted. */
  Row row() {
    return place.row();
  }

  /** Whether an event may be looked at closely. */
  boolean mayLook(long nowNs) {
    return allowance.take(nowNs);
  }

  /** The name of a site of the logger. */
  String site(String text) {
    return label + ": " + text;
  }

  /** Where events are counted whose site nobody has the time to find. */
  Row unnamedSite() {
    Place known = unnamed;
    if (known == null) {
      known = new Place(ledger, Table.LOG_SITES, site(elsewhere));
      unnamed = known;
    }
    return known.row();
  }
}

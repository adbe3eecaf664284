package io.tidemark.agent.log;

import io.tidemark.agent.record.Ledger;
import io.tidemark.segment.Label;
import io.tidemark.segment.Row;
import io.tidemark.segment.SegmentLayout;
import io.tidemark.segment.Table;
import org.jspecify.annotations.Nullable;

/**
 * The site of each event: the message, where it is a constant of the program; else where in the
 * program it was logged. A text that was built at run time is never told, since it may hold
 * anything. Thread-safe, without a lock.
 *
 * <p>A message that was seen before is known by identity. All else takes a look at the stack, a few
 * microseconds, which is done {@value KnownLogger#LOOKS_PER_SECOND} times a second for one logger
 * and {@value #LOOKS_PER_SECOND} times for all; events beyond that share a site of their logger's.
 */
final class LogSites {
  /** How often a second events may be looked at closely. */
  static final int LOOKS_PER_SECOND = 2_000;

  private final Ledger ledger;
  private final CallSites callSites;
  private final KnownTexts texts = new KnownTexts();
  private final Allowance allowance = new Allowance(LOOKS_PER_SECOND, System.nanoTime());

  LogSites(Ledger ledger, CallSites callSites) {
    this.ledger = ledger;
    this.callSites = callSites;
  }

  /** The row of an event's site. */
  Row row(KnownLogger logger, @Nullable String message, long nowNs) throws Throwable {
    KnownTexts.Text known = message == null ? null : texts.find(logger, message);
    Row row = known == null ? null : known.row();
    if (row != null) {
      return row;
    }
    return logger.mayLook(nowNs) && allowance.take(nowNs)
        ? look(logger, known == null ? message : null)
        : logger.unnamedSite();
  }

  private Row look(KnownLogger logger, @Nullable String message) throws Throwable {
    CallSite site = callSites.find();
    if (site == null) {
      return logger.unnamedSite();
    }
    Row row = message == null ? null : constant(logger, message, site);
    return row == null ? ledger.row(Table.LOG_SITES, logger.site(site.text())) : row;
  }

  private @Nullable Row constant(KnownLogger logger, String message, CallSite site)
      throws Throwable {
    StringConstants constants = StringConstants.ofJvm();
    if (constants == null || !constants.mayContain(message)) {
      return null;
    }
    boolean constant = constants.contain(site.classes(), message);
    Place place = constant ? place(logger, message) : null;
    texts.remember(logger, message, place);
    return place == null ? null : place.row();
  }

  private Place place(KnownLogger logger, String template) {
    String text = logger.site(template);
    return new Place(
        ledger, Table.LOG_SITES, Label.cleanText(text, SegmentLayout.HANDLER_NAME_BYTES));
  }
}

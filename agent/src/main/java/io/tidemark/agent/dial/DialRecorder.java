package io.tidemark.agent.dial;

import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Slot;
import io.tidemark.segment.Column;
import org.jspecify.annotations.Nullable;

/** Charges dials to the request that the thread works for. Thread-safe, and takes no lock. */
public final class DialRecorder {
  private final Ledger ledger;

  public DialRecorder(Ledger ledger) {
    this.ledger = ledger;
  }

  /** A connect begins. */
  public void started() {
    ledger.charge(Slot.current().request(), Column.DIALS, 1);
  }

  /** A connect that was counted has failed, for a reason that is not always known. */
  public void failed(@Nullable Throwable failure) {
    ledger.charge(Slot.current().request(), DialError.ofConnect(failure), 1);
  }

  /** A dial failed before its connect. */
  public void bindFailed(Throwable failure) {
    started();
    ledger.charge(Slot.current().request(), DialError.ofBind(failure), 1);
  }
}

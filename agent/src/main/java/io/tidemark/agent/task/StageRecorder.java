package io.tidemark.agent.task;

import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Request;
import io.tidemark.agent.record.Slot;
import io.tidemark.agent.task.Handover.Kind;

/**
 * Brings the request that asked for something to be run when a result is there to the thread that
 * brings the result, for as long as that thread runs it. It is no task: only what it hands over to
 * an executor is. Thread-safe. What it throws is the bridge's to count.
 */
public final class StageRecorder {
  private final Ledger ledger;
  private final Handovers stages = new Handovers();
  private final StageKinds kinds = new StageKinds();

  public StageRecorder(Ledger ledger) {
    this.ledger = ledger;
  }

  /** This thread asks for a stage, before any other thread can see it; may say so twice. */
  public void registered(Object stage) {
    Request request = Slot.current().request();
    if (request != null && kinds.runsCode(stage) && !stages.putOnce(stage, request, Kind.STAGE)) {
      ledger.failed();
    }
  }

  /** This thread begins to run a stage, or to hand it over. */
  @SuppressWarnings("ReferenceEquality") // each request is one object
  public void began(Object stage) {
    Handover handover = stages.take(stage);
    if (handover == null) {
      return;
    }
    Slot slot = Slot.current();
    // A chain that the request's own thread completes costs no change of work.
    if (slot.request() != handover.request()) {
      handover.run(stage, slot.work());
      slot.work(handover);
    }
  }

  /** This thread has run a stage or handed it over, well or not; the stage is dead then. */
  public void ended(Object stage) {
    Slot slot = Slot.current();
    if (slot.work() instanceof Handover handover
        && handover.kind() == Kind.STAGE
        && handover.runner() == stage) {
      if (handover.request().isLongOver()) {
        slot.forget();
      }
      slot.work(handover.before());
    } else {
      stages.take(stage); // where there was nothing to run for this result
    }
  }
}

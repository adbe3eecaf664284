package io.tidemark.agent.method;

import io.tidemark.agent.items.ItemCounter;
import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Request;
import io.tidemark.agent.record.Slot;
import io.tidemark.segment.Label;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What advice in configured methods tells, charged to the ledger. Thread-safe. What it throws is
 * the bridge's to count.
 */
public final class MethodRecorder {
  private final Ledger ledger;

  public MethodRecorder(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * A method begins.
   *
   * @param client names the client by its text; null when the configuration names no such argument
   * @param batch its items are counted; null for one item
   * @return what {@link #left} must be given; null inside a call of the same handler, so that
   *     overloads that call each other, and recursion, count once
   */
  public @Nullable Object entered(int handler, @Nullable Object client, @Nullable Object batch)
      throws Throwable {
    Slot slot = Slot.current();
    Object before = slot.work();
    if (before instanceof MethodCall outer && outer.handler() == handler) {
      return null;
    }
    long items = batch == null ? 1 : ItemCounter.LARGEST.count(batch);
    String name = client == null ? Label.UNKNOWN : String.valueOf(client);
    Request request = ledger.begin(name.isBlank() ? Label.UNKNOWN : name, handler);
    MethodCall call = new MethodCall(ledger, request, handler, before);
    slot.work(call);
    request.add(items, 0);
    request.completeWithoutBytes();
    return call;
  }

  /** A method ends, or promises a result: then the request ends when that is there. */
  public void left(Object entered, @Nullable Object result, @Nullable Throwable failure) {
    if (!(entered instanceof MethodCall call)) {
      return; // it began under an agent before this one
    }
    Slot.current().work(call.before());
    if (failure == null && result instanceof CompletionStage<?> stage) {
      try {
        stage.whenComplete(call);
        return;
      } catch (RuntimeException e) {
        ledger.failed(); // a stage that takes no callback
      }
    }
    call.end(failure);
  }
}

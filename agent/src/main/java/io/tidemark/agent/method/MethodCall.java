package io.tidemark.agent.method;

import io.tidemark.agent.record.Ledger;
import io.tidemark.agent.record.Request;
import io.tidemark.agent.record.Work;
import io.tidemark.segment.Column;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One run of a configured method. It is told itself when a promised result is there. */
final class MethodCall implements Work, BiConsumer<@Nullable Object, @Nullable Throwable> {
  private final Ledger ledger;
  private final Request request;
  private final int handler;
  private final @Nullable Object before;

  MethodCall(Ledger ledger, Request request, int handler, @Nullable Object before) {
    this.ledger = ledger;
    this.request = request;
    this.handler = handler;
    this.before = before;
  }

  @Override
  public Request request() {
    return request;
  }

  int handler() {
    return handler;
  }

  /** What the thread worked for before. */
  @Nullable Object before() {
    return before;
  }

  void end(@Nullable Throwable failure) {
    ledger.threw(failure);
    request.end(failure == null ? null : Column.ERROR_EXCEPTION);
  }

  @Override
  public void accept(@Nullable Object result, @Nullable Throwable failure) {
    end(failure);
  }
}

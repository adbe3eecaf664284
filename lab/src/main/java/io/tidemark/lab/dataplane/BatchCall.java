package io.tidemark.lab.dataplane;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Function;

/** What the unary handlers share: look a batch up, answer once, turn a failure into a status. */
record BatchCall(Records records, FanOut fanOut) {

  <R> void answer(
      List<String> keys, Function<List<ByteString>, R> response, StreamObserver<R> caller) {
    Caller client = Callers.current();
    try {
      caller.onNext(response.apply(fanOut.all(keys, key -> records.find(key, client), client)));
      caller.onCompleted();
    } catch (StatusRuntimeException e) {
      caller.onError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      caller.onError(Status.UNAVAILABLE.withDescription("shutting down").asRuntimeException());
    }
  }
}

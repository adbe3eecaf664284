package io.tidemark.lab.dataplane;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.tidemark.lab.proto.GetPostRecordRequest;
import io.tidemark.lab.proto.GetPostRecordResponse;
import io.tidemark.lab.proto.PostsGrpc;
import io.tidemark.lab.proto.PutPostRequest;
import io.tidemark.lab.proto.PutPostsResponse;

/** Posts by URI, with the handler of the incident, and posts written through to the cache. */
final class PostsService extends PostsGrpc.PostsImplBase {
  private final BatchCall unlimited;
  private final BatchCall bounded;
  private final BatchCall pooled;
  private final Records records;

  /**
   * @param unlimited as {@code GetPostRecord} had it: nothing in this handler limits it
   * @param bounded the same work behind a semaphore
   * @param pooled the same work on a pool of fixed size
   */
  PostsService(BatchCall unlimited, BatchCall bounded, BatchCall pooled, Records records) {
    this.unlimited = unlimited;
    this.bounded = bounded;
    this.pooled = pooled;
    this.records = records;
  }

  @Override
  public void getPostRecord(
      GetPostRecordRequest request, StreamObserver<GetPostRecordResponse> caller) {
    answer(unlimited, request, caller);
  }

  @Override
  public void getPostRecordBounded(
      GetPostRecordRequest request, StreamObserver<GetPostRecordResponse> caller) {
    answer(bounded, request, caller);
  }

  @Override
  public void getPostRecordPooled(
      GetPostRecordRequest request, StreamObserver<GetPostRecordResponse> caller) {
    answer(pooled, request, caller);
  }

  private static void answer(
      BatchCall how, GetPostRecordRequest request, StreamObserver<GetPostRecordResponse> caller) {
    how.answer(
        request.getUrisList(),
        found -> GetPostRecordResponse.newBuilder().addAllRecords(found).build(),
        caller);
  }

  @Override
  public StreamObserver<PutPostRequest> putPosts(StreamObserver<PutPostsResponse> caller) {
    Caller client = Callers.current();
    return new StreamObserver<>() {
      private int stored;

      // One message after the other: a client that streams is bounded by nature.
      @Override
      public void onNext(PutPostRequest post) {
        ByteString record = post.getRecord();
        records.remember(post.getUri(), record, client);
        stored++;
      }

      @Override
      public void onError(Throwable cause) {
        // The caller is gone, and what it sent is stored.
      }

      @Override
      public void onCompleted() {
        caller.onNext(PutPostsResponse.newBuilder().setStored(stored).build());
        caller.onCompleted();
      }
    };
  }
}

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
  private final Records records;

  /**
   * @param unlimited as {@code GetPostRecord} had it: nothing in this handler limits it
   */
  PostsService(BatchCall unlimited, Records records) {
    this.unlimited = unlimited;
    this.records = records;
  }

  @Override
  public void getPostRecord(
      GetPostRecordRequest request, StreamObserver<GetPostRecordResponse> caller) {
    unlimited.answer(
        request.getUrisList(),
        found -> GetPostRecordResponse.newBuilder().addAllRecords(found).build(),
        caller);
  }

  @Override
  public StreamObserver<PutPostRequest> putPosts(StreamObserver<PutPostsResponse> caller) {
    return new StreamObserver<>() {
      private int stored;

      // One message after the other: a client that streams is bounded by nature.
      @Override
      public void onNext(PutPostRequest post) {
        ByteString record = post.getRecord();
        records.remember(post.getUri(), record);
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

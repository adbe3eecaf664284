package io.tidemark.lab.dataplane;

import io.grpc.stub.StreamObserver;
import io.tidemark.lab.proto.FeedsGrpc;
import io.tidemark.lab.proto.GetFeedRequest;
import io.tidemark.lab.proto.GetFeedResponse;

/** The posts of one page of a feed, with bounded concurrency. */
final class FeedsService extends FeedsGrpc.FeedsImplBase {
  private final BatchCall bounded;

  FeedsService(BatchCall bounded) {
    this.bounded = bounded;
  }

  @Override
  public void getFeed(GetFeedRequest request, StreamObserver<GetFeedResponse> caller) {
    bounded.answer(
        request.getUrisList(),
        found -> GetFeedResponse.newBuilder().addAllPosts(found).build(),
        caller);
  }
}

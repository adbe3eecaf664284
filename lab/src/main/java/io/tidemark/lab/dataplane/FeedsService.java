package io.tidemark.lab.dataplane;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.tidemark.lab.proto.FeedsGrpc;
import io.tidemark.lab.proto.GetFeedRequest;
import io.tidemark.lab.proto.GetFeedResponse;
import io.tidemark.lab.proto.RenderFeedRequest;
import io.tidemark.lab.proto.RenderFeedResponse;

/** The posts of one page of a feed, with bounded concurrency, and their images. */
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

  @Override
  public void renderFeed(RenderFeedRequest request, StreamObserver<RenderFeedResponse> caller) {
    try {
      long checksum = Images.checksum(request.getUrisList(), request.getImagePx());
      caller.onNext(RenderFeedResponse.newBuilder().setChecksum(checksum).build());
      caller.onCompleted();
    } catch (StatusRuntimeException e) {
      caller.onError(e);
    }
  }
}

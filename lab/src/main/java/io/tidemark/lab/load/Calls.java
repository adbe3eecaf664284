package io.tidemark.lab.load;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.tidemark.lab.proto.FeedsGrpc;
import io.tidemark.lab.proto.GetFeedRequest;
import io.tidemark.lab.proto.GetPostRecordRequest;
import io.tidemark.lab.proto.GetProfilesRequest;
import io.tidemark.lab.proto.PostsGrpc;
import io.tidemark.lab.proto.ProfilesGrpc;
import io.tidemark.lab.proto.PutPostRequest;
import io.tidemark.lab.proto.RenderFeedRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asynchronous calls of one named client. Thread-safe. */
final class Calls {
  private static final ByteString POST = ByteString.copyFromUtf8("p".repeat(200));

  private final PostsGrpc.PostsStub posts;
  private final ProfilesGrpc.ProfilesStub profiles;
  private final FeedsGrpc.FeedsStub feeds;
  private final String client;
  private final int imagePx;
  private final long deadlineMs;

  Calls(Channel channel, ClientProfile profile) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("x-client-id", Metadata.ASCII_STRING_MARSHALLER), profile.name());
    var named = MetadataUtils.newAttachHeadersInterceptor(headers);
    this.posts = PostsGrpc.newStub(channel).withInterceptors(named);
    this.profiles = ProfilesGrpc.newStub(channel).withInterceptors(named);
    this.feeds = FeedsGrpc.newStub(channel).withInterceptors(named);
    this.client = profile.name();
    this.imagePx = profile.habits().imagePx();
    this.deadlineMs = profile.deadline().toMillis();
  }

  /** Sends one request; {@code onEnd} is told its status, once, on another thread. */
  void send(Handler handler, List<String> keys, Consumer<Status.Code> onEnd) {
    switch (handler) {
      case GET_POST_RECORD -> in(posts).getPostRecord(posts(keys), new Ending<>(onEnd));
      case GET_POST_RECORD_BOUNDED ->
          in(posts).getPostRecordBounded(posts(keys), new Ending<>(onEnd));
      case GET_POST_RECORD_POOLED ->
          in(posts).getPostRecordPooled(posts(keys), new Ending<>(onEnd));
      case GET_PROFILES ->
          in(profiles)
              .getProfiles(
                  GetProfilesRequest.newBuilder().addAllDids(keys).build(), new Ending<>(onEnd));
      case GET_FEED ->
          in(feeds)
              .getFeed(
                  GetFeedRequest.newBuilder().setViewer(client).addAllUris(keys).build(),
                  new Ending<>(onEnd));
      case RENDER_FEED -> in(feeds).renderFeed(images(keys), new Ending<>(onEnd));
      case PUT_POSTS -> putPosts(keys, in(posts).putPosts(new Ending<>(onEnd)));
    }
  }

  private static GetPostRecordRequest posts(List<String> keys) {
    return GetPostRecordRequest.newBuilder().addAllUris(keys).build();
  }

  private RenderFeedRequest images(List<String> keys) {
    return RenderFeedRequest.newBuilder()
        .setViewer(client)
        .addAllUris(keys)
        .setImagePx(imagePx)
        .build();
  }

  private static void putPosts(List<String> keys, StreamObserver<PutPostRequest> stream) {
    for (String key : keys) {
      stream.onNext(PutPostRequest.newBuilder().setUri(key).setRecord(POST).build());
    }
    stream.onCompleted();
  }

  private <S extends io.grpc.stub.AbstractStub<S>> S in(S stub) {
    return stub.withDeadlineAfter(deadlineMs, TimeUnit.MILLISECONDS);
  }

  /** Waits for the end of a call and for nothing else. */
  private record Ending<R>(Consumer<Status.Code> onEnd) implements StreamObserver<R> {
    @Override
    public void onNext(R response) {}

    @Override
    public void onError(Throwable cause) {
      onEnd.accept(Status.fromThrowable(cause).getCode());
    }

    @Override
    public void onCompleted() {
      onEnd.accept(Status.Code.OK);
    }
  }
}

package io.tidemark.lab.load;

import io.grpc.MethodDescriptor;
import io.tidemark.lab.proto.FeedsGrpc;
import io.tidemark.lab.proto.PostsGrpc;
import io.tidemark.lab.proto.ProfilesGrpc;

/** A handler of the data plane that a client can call. */
public enum Handler {
  GET_POST_RECORD(PostsGrpc.getGetPostRecordMethod()),
  GET_POST_RECORD_BOUNDED(PostsGrpc.getGetPostRecordBoundedMethod()),
  GET_POST_RECORD_POOLED(PostsGrpc.getGetPostRecordPooledMethod()),
  PUT_POSTS(PostsGrpc.getPutPostsMethod()),
  GET_PROFILES(ProfilesGrpc.getGetProfilesMethod()),
  GET_FEED(FeedsGrpc.getGetFeedMethod()),
  RENDER_FEED(FeedsGrpc.getRenderFeedMethod());

  private final String method;

  Handler(MethodDescriptor<?, ?> descriptor) {
    this.method = descriptor.getFullMethodName();
  }

  /** The fully qualified name, as in {@code dataplane.Posts/GetPostRecord}. */
  public String method() {
    return method;
  }
}

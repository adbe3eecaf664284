package io.tidemark.lab.dataplane;

import io.grpc.stub.StreamObserver;
import io.tidemark.lab.proto.GetProfilesRequest;
import io.tidemark.lab.proto.GetProfilesResponse;
import io.tidemark.lab.proto.ProfilesGrpc;

/** Profiles by DID, with bounded concurrency. */
final class ProfilesService extends ProfilesGrpc.ProfilesImplBase {
  private final BatchCall bounded;

  ProfilesService(BatchCall bounded) {
    this.bounded = bounded;
  }

  @Override
  public void getProfiles(GetProfilesRequest request, StreamObserver<GetProfilesResponse> caller) {
    bounded.answer(
        request.getDidsList(),
        found -> GetProfilesResponse.newBuilder().addAllProfiles(found).build(),
        caller);
  }
}

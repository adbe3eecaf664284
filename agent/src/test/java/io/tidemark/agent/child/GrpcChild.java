package io.tidemark.agent.child;

import com.google.protobuf.FieldMask;
import com.google.protobuf.StringValue;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.Status;

/** A gRPC server and its clients, over the transport that the argument names. */
public final class GrpcChild {
  private final PostsService service = new PostsService();
  private final Transport transport;
  private final Server server;

  private GrpcChild(Transport transport) throws Exception {
    this.transport = transport;
    this.server =
        transport
            .server()
            .addService(ServerInterceptors.intercept(service.definition(), new Gate()))
            .addService(RawService.definition())
            .build()
            .start();
  }

  /** Runs the calls that {@code GrpcIT} expects to find. */
  public static void main(String[] arguments) throws Exception {
    GrpcChild child = new GrpcChild(Transport.valueOf(arguments[0]));
    ManagedChannel plain = child.channel("");
    ManagedChannel crawler = child.channel("crawler/2.1 (linux)");
    Client client = Client.of(plain);
    named(client);
    Client.of(crawler).get(1);
    client.get(7);
    failing(client.with("x-client-id", "broken"));
    streaming(client.with("x-client-id", "streams"));
    ClientCall<FieldMask, StringValue> left = child.hanging(client);
    Handshake.await();
    left.cancel("the test is over", null);
    plain.shutdownNow();
    crawler.shutdownNow();
    child.server.shutdownNow();
  }

  private ManagedChannel channel(String userAgent) {
    var builder = transport.client(server.getPort());
    if (transport == Transport.IN_PROCESS) {
      return builder.userAgent(userAgent).build();
    }
    return (userAgent.isEmpty() ? builder : builder.userAgent(userAgent)).usePlaintext().build();
  }

  private static void named(Client client) {
    client.with("x-client-id", "feeds").get(3);
    client.with("x-client-id", "feeds").get(0);
    client.with("X-Client-Name", "new indexer").with("x-client-id", " ").get(20_000);
    client.with("x-client-id", "zipped").compressed().get(100);
    RawService.call(client.with("x-client-id", "proxied"), 5);
  }

  private static void failing(Client client) {
    client.fails("fail:NOT_FOUND", Status.Code.NOT_FOUND);
    client.fails("fail:RESOURCE_EXHAUSTED", Status.Code.RESOURCE_EXHAUSTED);
    client.fails("throw", Status.Code.UNKNOWN);
    client.with("x-gate", Gate.CLOSE).fails("never seen", Status.Code.PERMISSION_DENIED);
    client.with("x-gate", Gate.THROW).fails("never seen", Status.Code.UNAUTHENTICATED);
  }

  private static void streaming(Client client) throws InterruptedException {
    client.stream(PostsService.PUT, 2, 0, 5);
    client.stream(PostsService.CHAT, 1, 2);
    client.stream(PostsService.PUT);
    client.watch(4);
  }

  // One call is cancelled, and one is in flight when the parent looks.
  private ClientCall<FieldMask, StringValue> hanging(Client client) throws InterruptedException {
    ClientCall<FieldMask, StringValue> gone = client.with("x-client-id", "impatient").hang();
    ClientCall<FieldMask, StringValue> left = client.with("x-client-id", "waiting").hang();
    service.awaitHanging();
    gone.cancel("changed my mind", null);
    service.awaitCancelled();
    return left;
  }
}

package io.tidemark.agent.child;

import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** A gRPC server with mTLS, and a client for each further key store in the folder given. */
public final class TlsChild {
  /** Of every key store. */
  public static final char[] PASSWORD = "changeit".toCharArray();

  private TlsChild() {}

  /** Calls once as each of the clients whose key stores the arguments name. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(load(folder.resolve("trust.p12")));
    Server server =
        Grpc.newServerBuilderForPort(
                0,
                TlsServerCredentials.newBuilder()
                    .keyManager(keys(folder.resolve("server.p12")).getKeyManagers())
                    .trustManager(trust.getTrustManagers())
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                    .build())
            .addService(new PostsService().definition())
            .build()
            .start();
    for (String client : List.of(arguments).subList(1, arguments.length)) {
      ManagedChannel channel =
          Grpc.newChannelBuilderForAddress(
                  "127.0.0.1",
                  server.getPort(),
                  TlsChannelCredentials.newBuilder()
                      .keyManager(keys(folder.resolve(client + ".p12")).getKeyManagers())
                      .trustManager(trust.getTrustManagers())
                      .build())
              .overrideAuthority("localhost")
              .build();
      callTwice(channel);
      channel.shutdownNow();
    }
    Handshake.await();
    server.shutdownNow();
  }

  private static void callTwice(Channel channel) {
    Client.of(channel).get(1);
    Client.of(channel).get(1);
  }

  private static KeyManagerFactory keys(Path file) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(file), PASSWORD);
    return keys;
  }

  private static KeyStore load(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }
}

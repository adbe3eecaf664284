package io.tidemark.agent.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tidemark.agent.client.ClientSource.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientNamesTest {
  @Test
  void readsSources() {
    assertEquals(
        Arrays.asList(
            new ClientSource(Kind.HEADER, "x-client-id"),
            new ClientSource(Kind.MTLS_CN, ""),
            null,
            null,
            null,
            null),
        Arrays.asList(
            ClientSource.parse(" Header:X-Client-Id "),
            ClientSource.parse("MTLS:CN"),
            ClientSource.parse("header:"),
            ClientSource.parse("header:token-bin"),
            ClientSource.parse("header:a b"),
            ClientSource.parse("cookie")));
  }

  @Test
  void namesTheProductOfAUserAgentUnlessItIsTheLibrary() {
    assertEquals(
        Arrays.asList("crawler", "grpcurl", "feeds", "curl", null, null, null, null, null),
        Arrays.asList(
            UserAgent.product("crawler/2.1 (linux) grpc-java-netty/1.85.1"),
            UserAgent.product("grpcurl/1.8 grpc-go/1.60"),
            UserAgent.product("feeds"),
            UserAgent.product("curl/8.5.0"),
            UserAgent.product("Java-http-client/17.0.15"),
            UserAgent.product("okhttp/4.12.0"),
            UserAgent.product("grpc-java-netty/1.85.1"),
            UserAgent.product(" "),
            UserAgent.product("")));
  }

  @Test
  void namesPeersWithoutTheirPort() throws UnknownHostException {
    InetAddress ip6 = InetAddress.getByName("fe80::1%1");
    assertEquals(
        Arrays.asList("10.1.2.3", "fe80:0:0:0:0:0:0:1", "feeds.example", "unix", null),
        Arrays.asList(
            PeerAddress.name(new InetSocketAddress("10.1.2.3", 4711)),
            PeerAddress.name(new InetSocketAddress(ip6, 4711)),
            PeerAddress.name(InetSocketAddress.createUnresolved("feeds.example", 1)),
            PeerAddress.name(UnixDomainSocketAddress.of("/run/feeds.sock")),
            PeerAddress.name("no address")));
  }

  @Test
  void findsTheMostSpecificCommonName() {
    assertEquals(
        "Feeds, nightly", CommonName.of("CN=Feeds\\, nightly,OU=Data,CN=Example Ltd,C=NL"));
    assertNull(CommonName.of("OU=Data,C=NL"));
    assertNull(CommonName.of("not a name"));
  }

  @Test
  void remembersByIdentityAndOnlySoMany() {
    List<String> computed = new ArrayList<>();
    IdentityCache<String, Integer> cache =
        new IdentityCache<>(1) {
          @Override
          protected Integer compute(String key) {
            computed.add(key);
            return key.length();
          }
        };
    String first = "one";
    String second = "three";
    assertEquals(
        List.of(3, 3, 5, 3),
        List.of(cache.get(first), cache.get(first), cache.get(second), cache.get(first)));
    assertEquals(List.of("one", "three", "one"), computed);
  }
}

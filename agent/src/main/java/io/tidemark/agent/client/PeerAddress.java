package io.tidemark.agent.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What a peer's address is called as a client: without the port, which differs by connection. */
public final class PeerAddress {
  private static final IdentityCache<SocketAddress, String> CACHE =
      new IdentityCache<>(256) {
        @Override
        protected String compute(SocketAddress address) {
          return describe(address);
        }
      };

  private PeerAddress() {}

  /** The name of an address, null when there is none. Remembered per address object. */
  public static @Nullable String name(@Nullable Object address) {
    return address instanceof SocketAddress socketAddress ? CACHE.get(socketAddress) : null;
  }

  private static String describe(SocketAddress address) {
    if (address instanceof InetSocketAddress inet) {
      InetAddress ip = inet.getAddress();
      return ip == null ? inet.getHostString() : withoutScope(ip.getHostAddress());
    }
    String type = address.getClass().getName();
    if (type.startsWith("io.grpc.inprocess.")) {
      return "in-process";
    }
    // java.net.UnixDomainSocketAddress, Netty's DomainSocketAddress
    return type.contains("Domain") ? "unix" : "unknown";
  }

  /** An address as text, without the interface that an IPv6 address may name. */
  public static String withoutScope(String ip) {
    int scope = ip.indexOf('%');
    return scope < 0 ? ip : ip.substring(0, scope);
  }
}

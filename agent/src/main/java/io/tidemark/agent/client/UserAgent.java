package io.tidemark.agent.client;

import org.jspecify.annotations.Nullable;

/** The product in a user agent. Source: RFC 9110, "User-Agent". */
public final class UserAgent {
  // grpc-java-netty/1.85.1, grpc-go/1.60, grpc-python/…: says which library, not which client.
  private static final String LIBRARY = "grpc-";

  private UserAgent() {}

  /** The first product without its version; null when it is only the gRPC library's. */
  public static @Nullable String product(String userAgent) {
    int end = 0;
    while (end < userAgent.length() && " /(\t".indexOf(userAgent.charAt(end)) < 0) {
      end++;
    }
    return end == 0 || userAgent.startsWith(LIBRARY) ? null : userAgent.substring(0, end);
  }
}

package io.tidemark.agent.client;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The product in a user agent. Source: RFC 9110, "User-Agent". */
public final class UserAgent {
  // grpc-java-netty/1.85.1, grpc-go/1.60, grpc-python/…: says which library, not which client.
  private static final String GRPC = "grpc-";

  // The same of what HTTP libraries send unless they are told otherwise.
  private static final Set<String> LIBRARIES =
      Set.of(
          "AHC",
          "Apache-HttpAsyncClient",
          "Apache-HttpClient",
          "Go-http-client",
          "Java",
          "Java-http-client",
          "Jetty",
          "Python-urllib",
          "ReactorNetty",
          "aiohttp",
          "axios",
          "ktor-client",
          "node",
          "node-fetch",
          "okhttp",
          "python-httpx",
          "python-requests",
          "reqwest",
          "undici");

  private UserAgent() {}

  /** The first product without its version; null when it is only a library's. */
  public static @Nullable String product(String userAgent) {
    int end = 0;
    while (end < userAgent.length() && " /(\t".indexOf(userAgent.charAt(end)) < 0) {
      end++;
    }
    if (end == 0 || userAgent.startsWith(GRPC)) {
      return null;
    }
    String product = userAgent.substring(0, end);
    return LIBRARIES.contains(product) ? null : product;
  }
}

package io.tidemark.agent.http;

import io.tidemark.agent.client.CertificateNames;
import io.tidemark.agent.client.ClientSource;
import io.tidemark.agent.client.UserAgent;
import io.tidemark.segment.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the client of a request, by the same rules as for gRPC. Thread-safe. */
final class HttpClient {
  private static final String USER_AGENT = "user-agent";

  private final ClientSource[] sources;

  HttpClient(List<ClientSource> sources) {
    this.sources = sources.toArray(new ClientSource[0]);
  }

  /** The client's name: the first source that has one, else 'unknown'. */
  String name(HttpServer server, Object request, Object head) throws Throwable {
    CertificateNames certificates = null;
    for (ClientSource source : sources) {
      String name;
      switch (source.kind()) {
        case HEADER -> name = server.header(head, source.header());
        case USER_AGENT -> name = product(server.header(head, USER_AGENT));
        case PEER -> name = server.peer(head);
        default -> {
          certificates = certificates == null ? server.certificates(request, head) : certificates;
          name = name(source, certificates);
        }
      }
      if (name != null && !name.isBlank()) {
        return name;
      }
    }
    return Label.UNKNOWN;
  }

  private static @Nullable String product(@Nullable String userAgent) {
    return userAgent == null ? null : UserAgent.product(userAgent);
  }

  private static @Nullable String name(ClientSource source, CertificateNames names) {
    return switch (source.kind()) {
      case MTLS_SPIFFE -> names.spiffe();
      case MTLS_SAN -> names.san();
      case MTLS_CN -> names.cn();
      default -> null;
    };
  }
}

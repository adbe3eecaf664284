package io.tidemark.agent.grpc;

import io.tidemark.agent.client.CertificateNames;
import io.tidemark.agent.client.ClientSource;
import io.tidemark.agent.client.PeerAddress;
import io.tidemark.agent.client.UserAgent;
import io.tidemark.segment.Label;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One class loader's gRPC, as the recorder uses it: names the client of a call. */
final class GrpcServer {
  private static final String USER_AGENT = "user-agent";

  private final GrpcAccess access;
  private final ClientSource.Kind[] kinds;
  // Header getters, by the source's place in the list; the source's own place is null otherwise.
  private final @Nullable MethodHandle[] headers;

  GrpcServer(GrpcAccess access, List<ClientSource> sources) throws ReflectiveOperationException {
    this.access = access;
    this.kinds = new ClientSource.Kind[sources.size()];
    this.headers = new MethodHandle[sources.size()];
    for (int i = 0; i < kinds.length; i++) {
      ClientSource source = sources.get(i);
      kinds[i] = source.kind();
      if (source.kind() == ClientSource.Kind.HEADER) {
        headers[i] = access.header(source.header());
      } else if (source.kind() == ClientSource.Kind.USER_AGENT) {
        headers[i] = access.header(USER_AGENT);
      }
    }
  }

  GrpcAccess access() {
    return access;
  }

  /** The client's name: the first source that has one, else 'unknown'. */
  String client(Object stream, Object metadata) throws Throwable {
    Object attributes = null;
    for (int i = 0; i < kinds.length; i++) {
      String name;
      if (headers[i] != null) {
        name = header(i, metadata);
      } else {
        attributes = attributes == null ? access.attributes(stream) : attributes;
        name = connection(kinds[i], attributes);
      }
      if (name != null && !name.isBlank()) {
        return name;
      }
    }
    return Label.UNKNOWN;
  }

  private @Nullable String header(int source, Object metadata) throws Throwable {
    MethodHandle getter = headers[source];
    String value = getter == null ? null : (String) (Object) getter.invokeExact(metadata);
    return value != null && kinds[source] == ClientSource.Kind.USER_AGENT
        ? UserAgent.product(value)
        : value;
  }

  private @Nullable String connection(ClientSource.Kind kind, Object attributes) throws Throwable {
    if (kind == ClientSource.Kind.PEER) {
      return PeerAddress.name(access.remoteAddress(attributes));
    }
    CertificateNames names = CertificateNames.of(access.sslSession(attributes));
    return switch (kind) {
      case MTLS_SPIFFE -> names.spiffe();
      case MTLS_SAN -> names.san();
      case MTLS_CN -> names.cn();
      default -> null;
    };
  }
}

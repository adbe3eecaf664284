package io.tidemark.agent.http;

import io.tidemark.agent.client.CertificateNames;
import io.tidemark.agent.client.PeerAddress;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** What servers of servlets have in common: the head is an {@code HttpServletRequest}. */
abstract class ServletServer implements HttpServer {
  final ServletApi api;

  ServletServer(ServletApi api) {
    this.api = api;
  }

  @Override
  public final @Nullable String method(Object head) throws Throwable {
    return api.method(head);
  }

  @Override
  public final @Nullable String header(Object head, String name) throws Throwable {
    return api.header(head, name);
  }

  @Override
  public final @Nullable String query(Object head) throws Throwable {
    return api.query(head);
  }

  @Override
  public final @Nullable String peer(Object head) throws Throwable {
    String address = api.remoteAddress(head);
    return address == null ? null : PeerAddress.withoutScope(address);
  }

  @Override
  public CertificateNames certificates(Object request, Object head) throws Throwable {
    X509Certificate certificate = api.certificate(head);
    return CertificateNames.ofCertificate(certificate);
  }

  @Override
  public String context(Object head) throws Throwable {
    return api.context(head);
  }

  @Override
  public @Nullable String pattern(Object head) throws Throwable {
    return api.pattern(head);
  }

  @Override
  public boolean routed(Object head) throws Throwable {
    return api.routed(head);
  }
}

package io.tidemark.agent.http;

import io.tidemark.agent.client.CertificateNames;
import org.jspecify.annotations.Nullable;

/**
 * One kind of HTTP server, as the recorder asks it about its requests. Thread-safe. It only looks:
 * nothing here makes a server parse, read or remember anything on behalf of the service.
 *
 * <p>A request is known by the object that advice saw, and by its head, which is what the server
 * shows of it to the service.
 */
interface HttpServer {
  /** What the server knows the request by, from its beginning to its end; null for none. */
  @Nullable Object key(Object request) throws Throwable;

  /** The request's head. */
  Object head(Object request) throws Throwable;

  /** The method as the client sent it. */
  @Nullable String method(Object head) throws Throwable;

  /** A header's first value. */
  @Nullable String header(Object head, String name) throws Throwable;

  /** What follows the question mark, as it was sent. */
  @Nullable String query(Object head) throws Throwable;

  /** The client's address, without a port. */
  @Nullable String peer(Object head) throws Throwable;

  /** What the client's certificate calls it. */
  CertificateNames certificates(Object request, Object head) throws Throwable;

  /** Where the request's application is mounted. */
  String context(Object head) throws Throwable;

  /** What the server mapped the path to; null when nothing is. */
  @Nullable String pattern(Object head) throws Throwable;

  /** Whether a router will name the handler. Asked once for each mapping. */
  boolean routed(Object head) throws Throwable;

  /** The response's status. */
  int status(Object request, HttpCall call) throws Throwable;

  /** What escaped from the handler, where advice does not see it; null for nothing. */
  default @Nullable Object failure(Object request) throws Throwable {
    return null;
  }

  /** Whether an exception escaped from the handler. */
  boolean thrown(Object request, HttpCall call) throws Throwable;
}

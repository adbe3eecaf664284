/**
 * HTTP servers: Tomcat, Jetty and Undertow with servlets of either API, the JDK's own, and Spring
 * MVC behind any of them. {@link io.tidemark.agent.http.HttpTarget} says which classes are hooked,
 * {@code HttpAdvice} what is inlined there, {@link io.tidemark.agent.http.HttpRecorder} what it
 * means. Nothing is wrapped and no field added: a server's own object stands for its request in a
 * weak table beside it.
 *
 * <ul>
 *   <li>A request begins where its server has mapped its path and is about to call filters; what
 *       the server refuses before that (a broken head) is none.
 *   <li>It is named by method and mapping, such as {@code GET /posts/*}. Both are the service's own
 *       words: a path is never a name, and an unknown method is {@code _OTHER}.
 *   <li>Behind Spring's {@code DispatcherServlet} it is named by its route, such as {@code GET
 *       /posts/{id}}, which is known only after the filters: it begins to count then, with the time
 *       since it came. What filters cause before that (dials, tasks, log events) is charged to the
 *       same client on the row of the mapping, which it stays on: nothing is moved, so that totals
 *       are exact and no counter falls. A request that a filter answers, or that has no route,
 *       counts on the row of the mapping too. One that hangs in a filter shows there by what it
 *       causes, and among the requests only once it ends.
 *   <li>Forwards, includes, error pages and asynchronous dispatches are parts of the request that
 *       they began with; its first route names it. While any of them runs, the thread works for the
 *       request.
 *   <li>Items and bytes are counted while the service, or its server on its behalf, reads the body;
 *       scanners look at each portion in passing and keep a few numbers. Nothing is read that the
 *       service does not read, and no parameter parsed.
 *   <li>It ends when the response is complete: in Tomcat where the request is recycled, in Jetty
 *       where the channel is completed, in Undertow where the exchange is, in the JDK's server
 *       where the last byte is written, or where a handler threw. One whose object is gone without
 *       any of these counts as cancelled.
 *   <li>Its error is a status from 500 on, or an exception that got out of the handler after a
 *       status below 400 was sent.
 * </ul>
 *
 * <p>Limits: the servlet API 4.0 or later. Bodies in a content encoding, and multipart forms, count
 * as one item. Items of a body that is read before the route is known are those of the mapping's
 * configuration. Tasks that filters started before the route was known are charged, but are not in
 * the request's fan-out. Handlers of Jetty's and Undertow's cores that are no servlets are not
 * counted. gRPC inside a servlet is counted as gRPC.
 */
@NullMarked
package io.tidemark.agent.http;

import org.jspecify.annotations.NullMarked;

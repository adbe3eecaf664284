package io.tidemark.collector.page;

import com.sun.net.httpserver.HttpExchange;

/** Answers GET and HEAD at one path. Called by several threads. */
interface Endpoint {
  /**
   * What to answer to a request.
   *
   * @param request to be looked at only; the answer is sent by {@link Site}
   */
  Answer answer(HttpExchange request);
}

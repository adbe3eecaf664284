package io.tidemark.collector.page;

import com.sun.net.httpserver.Headers;

/** Answers GET and HEAD at one path. Called by several threads. */
interface Endpoint {
  Answer answer(Headers request);
}

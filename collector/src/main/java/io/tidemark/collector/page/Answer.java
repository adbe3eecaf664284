package io.tidemark.collector.page;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;

/**
 * What a request is answered with.
 *
 * @param status the HTTP status
 * @param headers the answer's own headers; those that every answer carries are added by {@link
 *     Site}
 * @param body writes the body, in UTF-8; not called for HEAD
 */
record Answer(int status, Map<String, String> headers, Body body) {
  static final String TEXT = "text/plain; charset=utf-8";

  /** Writes a body. */
  interface Body {
    void writeTo(Writer out) throws IOException;
  }

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer ok(String contentType, Body body) {
    return new Answer(200, Map.of("Content-Type", contentType), body);
  }

  /** A short text, for people. */
  static Answer text(int status, String text) {
    return new Answer(status, Map.of("Content-Type", TEXT), out -> out.write(text + "\n"));
  }
}

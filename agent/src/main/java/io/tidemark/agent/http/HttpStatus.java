package io.tidemark.agent.http;

import io.tidemark.segment.Column;
import org.jspecify.annotations.Nullable;

/** What the status of a response says of its request. */
final class HttpStatus {
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private HttpStatus() {}

  /**
   * The column that counts the error of a request.
   *
   * @param status of its response
   * @param thrown an exception escaped from its handler; where the server made a client's error of
   *     it, it is none of the service's
   * @return null when it ended well
   */
  static @Nullable Column error(int status, boolean thrown) {
    return switch (status) {
      case 500 -> Column.ERROR_HTTP_500;
      case 502 -> Column.ERROR_HTTP_502;
      case 503 -> Column.ERROR_HTTP_503;
      case 504 -> Column.ERROR_HTTP_504;
      default ->
          status >= SERVER_ERROR
              ? Column.ERROR_HTTP_OTHER
              : thrown && status < CLIENT_ERROR ? Column.ERROR_EXCEPTION : null;
    };
  }
}

package io.tidemark.agent.http;

import org.jspecify.annotations.Nullable;

/**
 * What a handler is called: its method and its route, such as {@code GET /posts/{id}}. The parts
 * are those of the service, never of a request, so that there are only so many of them.
 */
final class HttpName {
  // OpenTelemetry's name for a method that is none of the standard's.
  private static final String OTHER_METHOD = "_OTHER";

  private HttpName() {}

  /** The method, if it is one of RFC 9110, RFC 5789 or the draft of QUERY; else {@code _OTHER}. */
  static String method(@Nullable String method) {
    if (method == null) {
      return OTHER_METHOD;
    }
    return switch (method) {
      case "GET",
          "HEAD",
          "POST",
          "PUT",
          "DELETE",
          "CONNECT",
          "OPTIONS",
          "TRACE",
          "PATCH",
          "QUERY" ->
          method;
      default -> OTHER_METHOD;
    };
  }

  /**
   * The name of a handler.
   *
   * @param method as {@link #method} gives it
   * @param context where the application is mounted; empty for the root
   * @param pattern within it, such as {@code /posts/*}, {@code *.do} or {@code /}; null when
   *     nothing is mapped to the path
   */
  static String of(String method, String context, @Nullable String pattern) {
    if (pattern == null) {
      return method;
    }
    String root = context.endsWith("/") ? context.substring(0, context.length() - 1) : context;
    return method + ' ' + root + (pattern.startsWith("/") ? "" : "/") + pattern;
  }
}

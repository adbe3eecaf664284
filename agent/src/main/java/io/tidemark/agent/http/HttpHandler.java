package io.tidemark.agent.http;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a handler of the service.
 *
 * @param index in the ledger
 * @param place by which it is found
 * @param items the configured field or parameter whose items count; empty for the default
 * @param routed a router behind this mapping will name the handler
 */
record HttpHandler(int index, Place place, String items, boolean routed) {
  /**
   * Where a handler is, in the service's own terms.
   *
   * @param method as {@link HttpName#method} gives it
   * @param context where its application is mounted
   * @param pattern of the mapping within it; null when nothing is mapped
   * @param route what the router behind the mapping calls it; null for the mapping itself
   */
  record Place(String method, String context, @Nullable String pattern, @Nullable String route) {
    private static final String PREFIX_END = "/*";

    /** The place of a router's route behind this mapping. */
    Place routedTo(String found) {
      return new Place(method, context, pattern, found);
    }

    /** The handler's name; routes of a router that is mapped to a prefix come without it. */
    String name() {
      if (route == null) {
        return HttpName.of(method, context, pattern);
      }
      return HttpName.of(method, context + prefix(pattern), route);
    }

    private static String prefix(@Nullable String pattern) {
      return pattern != null && pattern.endsWith(PREFIX_END)
          ? pattern.substring(0, pattern.length() - PREFIX_END.length())
          : "";
    }
  }
}

package io.tidemark.collector.page;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests whose {@code Host} is none of ours, while the server listens on loopback only: a
 * page from elsewhere whose name was made to point at 127.0.0.1 (DNS rebinding) would otherwise
 * read what is meant for this machine.
 */
final class HostGuard {
  private final boolean open;
  private final Set<String> ours;

  /**
   * @param loopback whether the server listens on loopback only
   * @param host where it was asked to listen
   */
  HostGuard(boolean loopback, String host) {
    this.open = !loopback;
    this.ours =
        Stream.of("localhost", "127.0.0.1", "[::1]", host, "[" + host + "]")
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  boolean accepts(@Nullable String hostHeader) {
    return open || (hostHeader != null && ours.contains(name(hostHeader)));
  }

  private static String name(String hostHeader) {
    return hostHeader.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
  }
}

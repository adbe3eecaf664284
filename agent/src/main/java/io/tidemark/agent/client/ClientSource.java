package io.tidemark.agent.client;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One place where a client's name may be found.
 *
 * @param kind what to look at
 * @param header the header's name in lower case; empty for other kinds
 */
public record ClientSource(Kind kind, String header) {
  /** What to look at. */
  public enum Kind {
    /** A header, which gRPC calls metadata. */
    HEADER("header:<name>"),
    /** The SPIFFE id in the certificate that the client presented. */
    MTLS_SPIFFE("mtls:spiffe"),
    /** The first DNS name in it. */
    MTLS_SAN("mtls:san"),
    /** The common name of its subject. */
    MTLS_CN("mtls:cn"),
    /** The product in the user agent, when it is not the library's default. */
    USER_AGENT("user-agent"),
    /** The address of the peer, without the port. */
    PEER("peer");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** How it is written in the configuration. */
    public String text() {
      return text;
    }
  }

  private static final String HEADER_PREFIX = "header:";
  private static final int MAX_HEADER_CHARS = 128;

  /** The source that a text names, or null. */
  public static @Nullable ClientSource parse(String text) {
    String source = text.trim().toLowerCase(Locale.ROOT);
    if (source.startsWith(HEADER_PREFIX)) {
      String header = source.substring(HEADER_PREFIX.length());
      return isHeader(header) ? new ClientSource(Kind.HEADER, header) : null;
    }
    for (Kind kind : Kind.values()) {
      if (kind != Kind.HEADER && kind.text.equals(source)) {
        return new ClientSource(kind, "");
      }
    }
    return null;
  }

  // What gRPC accepts as the name of a header with text; "-bin" marks one with bytes.
  private static boolean isHeader(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && "-_.".indexOf(c) < 0) {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= MAX_HEADER_CHARS && !name.endsWith("-bin");
  }
}

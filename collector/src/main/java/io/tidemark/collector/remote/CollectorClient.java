package io.tidemark.collector.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running collector. Each question takes bounded time and memory, goes to that collector
 * directly, and follows no redirect. Thread-safe.
 */
public final class CollectorClient {
  private static final int MAX_BYTES = 32 << 20;
  private static final int MAX_REASON_CHARS = 200;

  private final URI site;
  private final int timeoutMs;

  /**
   * Asks nothing yet.
   *
   * @param site such as {@code http://127.0.0.1:9464}
   * @param timeout to connect, and to wait for each part of the answer
   * @throws IllegalArgumentException when the address is none of HTTP
   */
  public CollectorClient(String site, Duration timeout) {
    this.site = address(site);
    this.timeoutMs = (int) timeout.toMillis();
  }

  private static URI address(String typed) {
    try {
      URI address = new URI(typed.replaceFirst("/+$", ""));
      boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (http && address.getHost() != null && address.getUserInfo() == null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // As below.
    }
    throw new IllegalArgumentException(
        "'" + typed + "' is no collector's address, expected one such as http://127.0.0.1:9464");
  }

  /**
   * What the collector answers at a path.
   *
   * @throws Refused when it answers anything but 200
   * @throws IOException when nobody answers in time, or not with JSON
   */
  public JsonValue get(String path) throws IOException {
    return JsonValue.parse(text(path));
  }

  private String text(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(site + path).toURL().openConnection(Proxy.NO_PROXY);
    try {
      connection.setConnectTimeout(timeoutMs);
      connection.setReadTimeout(timeoutMs);
      connection.setInstanceFollowRedirects(false);
      connection.setRequestProperty("User-Agent", "tidemark-terminal");
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new Refused(status, status + " " + reason(connection.getErrorStream()));
      }
      try (InputStream in = connection.getInputStream()) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw new IOException("the answer is longer than " + MAX_BYTES + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
      }
    } finally {
      connection.disconnect();
    }
  }

  private static String reason(@Nullable InputStream body) throws IOException {
    if (body == null) {
      return "";
    }
    try (body) {
      String text = new String(body.readNBytes(4 * MAX_REASON_CHARS), StandardCharsets.UTF_8);
      String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
      return line.substring(0, Math.min(line.length(), MAX_REASON_CHARS));
    }
  }

  /** Where it asks. */
  @Override
  public String toString() {
    return site.toString();
  }

  /** An answer that is not the one that was asked for. */
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1;
    private final int status;

    Refused(int status, String message) {
      super(message);
      this.status = status;
    }

    /** The status of HTTP. */
    public int status() {
      return status;
    }
  }
}

package io.tidemark.collector.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The page's scripts and styles, at paths that have a hash of what is in them: a browser may keep
 * them for ever, and asks for others when they change.
 */
final class Assets {
  private static final String[] NAMES = {
    "uplot.css", "uplot.js", "page.css", "base.js", "charts.js", "tables.js", "page.js"
  };
  private static final int HASH_CHARS = 12;

  private Assets() {}

  /** The path of each, by its name. */
  static Map<String, String> paths() {
    Map<String, String> paths = new LinkedHashMap<>();
    for (String name : NAMES) {
      int dot = name.lastIndexOf('.');
      String hash = sha256(text(name)).substring(0, HASH_CHARS);
      paths.put(name, "/assets/" + name.substring(0, dot) + "-" + hash + name.substring(dot));
    }
    return paths;
  }

  /** What answers at each path. */
  static Map<String, Endpoint> endpoints() {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    paths()
        .forEach(
            (name, path) -> {
              Answer answer = answer(name);
              endpoints.put(path, request -> answer);
            });
    return endpoints;
  }

  private static Answer answer(String name) {
    String text = text(name);
    String type = name.endsWith(".css") ? "text/css" : "text/javascript";
    return new Answer(
        200,
        Map.of(
            "Content-Type",
            type + "; charset=utf-8",
            "Cache-Control",
            "private, max-age=31536000, immutable"),
        out -> out.write(text));
  }

  static String text(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

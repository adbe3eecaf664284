package io.tidemark.collector.discovery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Texts of a process's environment: {@code NAME=value}, each ended by a zero byte; environ(7). */
final class Environment {
  private static final int MAX_NAME_BYTES = 64;

  private Environment() {}

  /** Those variables that are wanted; of several of a name the first, as getenv(3) has it. */
  static Map<String, String> parse(byte[] environ, Set<String> wanted) {
    Map<String, String> found = new HashMap<>();
    int begin = 0;
    while (begin < environ.length) {
      int end = indexOf(environ, (byte) 0, begin, environ.length);
      int equals = indexOf(environ, (byte) '=', begin, Math.min(end, begin + MAX_NAME_BYTES));
      if (equals < end && environ[equals] == '=') {
        String name = text(environ, begin, equals);
        if (wanted.contains(name)) {
          found.putIfAbsent(name, text(environ, equals + 1, end));
        }
      }
      begin = end + 1;
    }
    return found;
  }

  private static int indexOf(byte[] bytes, byte wanted, int begin, int end) {
    int i = begin;
    while (i < end && bytes[i] != wanted) {
      i++;
    }
    return i;
  }

  private static String text(byte[] bytes, int begin, int end) {
    return new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
  }

  /**
   * The {@code service.name} among attributes such as {@code a=1,service.name=feeds%20eu}: values
   * are percent-encoded, the last of a key holds.
   */
  static Optional<String> serviceOf(String resourceAttributes) {
    Optional<String> service = Optional.empty();
    for (String attribute : resourceAttributes.split(",", -1)) {
      int equals = attribute.indexOf('=');
      if (equals > 0 && attribute.substring(0, equals).strip().equals("service.name")) {
        service = Optional.of(decoded(attribute.substring(equals + 1).strip()));
      }
    }
    return service.filter(name -> !name.isBlank());
  }

  // What is no percent-encoding stands for itself.
  private static String decoded(String value) {
    byte[] raw = value.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(raw[i + 2], 16) : -1;
      decoded.write(low >= 0 ? 16 * high + low : raw[i]);
      i += low >= 0 ? 2 : 0;
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }
}

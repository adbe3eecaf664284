package io.tidemark.collector.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The expected outputs, as files beside the tests. */
final class Resources {
  private Resources() {}

  static String read(String name) throws IOException {
    try (InputStream resource = Resources.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IOException("no test resource " + name);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

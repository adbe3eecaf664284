package io.tidemark.agent;

import io.tidemark.agent.config.ConfigInput;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads text files of at most {@value #MAX_BYTES} bytes. */
final class SmallFiles implements ConfigInput.Files {
  private static final int MAX_BYTES = 64 << 10;

  @Override
  public String read(String path) throws IOException {
    try (InputStream in = new FileInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("it has more than " + MAX_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}

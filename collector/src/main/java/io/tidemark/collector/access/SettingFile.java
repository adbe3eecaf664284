package io.tidemark.collector.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Small text files that people write. */
public final class SettingFile {
  private SettingFile() {}

  /**
   * A file's text; bytes that are no UTF-8 become replacement characters.
   *
   * @throws SettingException when it cannot be read, or is larger than {@code maxBytes}
   */
  public static String read(Path file, int maxBytes) throws SettingException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw new SettingException("cannot read " + file + ": " + reason(e), e);
    }
    if (bytes.length > maxBytes) {
      throw new SettingException(file + " is larger than " + maxBytes + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return e instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }
}

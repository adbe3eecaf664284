package io.tidemark.collector.access;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a PEM file; whatever stands between them is a comment. Source: RFC 7468.
 *
 * @param type what the block's first line says it is, such as {@code CERTIFICATE}
 * @param der what is in it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pem(String type, byte[] der) {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_BLOCKS = 64;
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /**
   * Every block of a file, in its order.
   *
   * @throws SettingException when it cannot be read, or a block in it is broken
   */
  static List<Pem> read(Path file) throws SettingException {
    return parse(SettingFile.read(file, MAX_BYTES), file);
  }

  static List<Pem> parse(String text, Path file) throws SettingException {
    List<Pem> blocks = new ArrayList<>();
    String type = null;
    StringBuilder base64 = new StringBuilder();
    for (String line : text.split("\\R", -1)) {
      String open = label(line, BEGIN);
      if (type == null && open != null) {
        type = open;
      } else if (type != null && line.strip().equals(END + type + DASHES)) {
        blocks.add(new Pem(type, decode(base64.toString(), type, file)));
        if (blocks.size() > MAX_BLOCKS) {
          throw new SettingException(file + " has more than " + MAX_BLOCKS + " PEM blocks");
        }
        type = null;
        base64.setLength(0);
      } else if (type != null) {
        base64.append(line.strip());
      }
    }
    if (type != null) {
      throw new SettingException(
          file + " ends within its block '" + type + "', expected all of it");
    }
    return blocks;
  }

  private static @Nullable String label(String line, String start) {
    String stripped = line.strip();
    return stripped.startsWith(start)
            && stripped.endsWith(DASHES)
            && stripped.length() >= start.length() + DASHES.length()
        ? stripped.substring(start.length(), stripped.length() - DASHES.length())
        : null;
  }

  private static byte[] decode(String base64, String type, Path file) throws SettingException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new SettingException(file + " has a block '" + type + "' that is no base64", e);
    }
  }

  /** What there is, for a message about what there should be. */
  static String found(List<Pem> blocks) {
    return blocks.isEmpty()
        ? "found no PEM block"
        : blocks.stream()
            .map(block -> "'" + block.type() + "'")
            .distinct()
            .limit(4)
            .collect(Collectors.joining(", ", "found ", ""));
  }
}

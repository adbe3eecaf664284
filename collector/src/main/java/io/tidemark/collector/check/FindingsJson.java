package io.tidemark.collector.check;

import io.tidemark.collector.check.Finding.Status;
import java.util.List;
import java.util.StringJoiner;

/** Findings as one line of JSON. */
public final class FindingsJson {
  private FindingsJson() {}

  /** {@code ok} is whether nothing is missing that is needed. */
  public static String of(List<Finding> findings) {
    StringJoiner all = new StringJoiner(",", "[", "]");
    for (Finding finding : findings) {
      all.add(
          "{\"status\":%s,\"topic\":%s,\"found\":%s,\"cure\":%s}"
              .formatted(
                  string(finding.status().label()),
                  string(finding.topic()),
                  string(finding.found()),
                  string(finding.cure())));
    }
    boolean ok = findings.stream().noneMatch(finding -> finding.status() == Status.MISSING);
    return "{\"ok\":%s,\"findings\":%s}".formatted(ok, all);
  }

  private static String string(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}

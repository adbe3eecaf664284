package io.tidemark.agent.config;

import java.util.ArrayList;
import java.util.List;

/** Lists written as text. */
final class Lists {
  private Lists() {}

  /**
   * The parts between separators that are not inside brackets, trimmed; empty ones are left out.
   */
  static List<String> split(String text, String separators) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : 0;
      if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth = Math.max(0, depth - 1);
      } else if (i == text.length() || (depth == 0 && separators.indexOf(c) >= 0)) {
        String part = text.substring(start, i).trim();
        if (!part.isEmpty()) {
          parts.add(part);
        }
        start = i + 1;
      }
    }
    return parts;
  }
}

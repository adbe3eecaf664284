package io.tidemark.collector.check;

import java.util.ArrayList;
import java.util.List;

/** Findings as text, at most {@value #WIDTH} columns but for a word that is longer. */
public final class FindingsLines {
  private static final int WIDTH = 100;
  private static final String INDENT = " ".repeat(22);

  private FindingsLines() {}

  /** A line or more for each: status, topic, what was found, and below it the cure. */
  public static List<String> of(List<Finding> findings) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : findings) {
      String head = "%-8s%-13s ".formatted(finding.status().label(), finding.topic());
      wrap(lines, head, finding.found());
      if (!finding.cure().isEmpty()) {
        wrap(lines, INDENT + "cure: ", finding.cure());
      }
    }
    return lines;
  }

  private static void wrap(List<String> lines, String head, String text) {
    StringBuilder line = new StringBuilder(head);
    boolean first = true;
    for (String word : text.split(" ", -1)) {
      if (!first && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(INDENT).append("  ");
        first = true;
      }
      line.append(first ? "" : " ").append(word);
      first = false;
    }
    lines.add(line.toString());
  }
}

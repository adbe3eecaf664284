package io.tidemark.lab.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One rule of {@code alerts/}, as its text has it: they are all laid out alike, and whether they
 * are valid is promtool's to say.
 *
 * @param name what it records, or the alert
 * @param text all of it
 */
record Rule(String name, boolean alert, String expr, String text) {
  private static final Pattern START =
      Pattern.compile("(?m)^ +- \\{?(alert|record): \"?([\\w:]+)\"?");
  private static final Pattern BLOCK =
      Pattern.compile("(?m)^ {8}expr: \\|\\n((?: {10}.*\\n|\\n)+)");
  private static final Pattern LINE = Pattern.compile("expr: ([^|\\n]+)");

  static List<Rule> all() throws IOException {
    List<Rule> rules = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("..", "alerts"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yml")).sorted().toList()) {
        String text = Files.readString(file) + "\n";
        List<MatchResult> starts = START.matcher(text).results().toList();
        for (int i = 0; i < starts.size(); i++) {
          int end = i + 1 < starts.size() ? starts.get(i + 1).start() : text.length();
          rules.add(of(starts.get(i), text.substring(starts.get(i).start(), end)));
        }
      }
    }
    return rules;
  }

  private static Rule of(MatchResult start, String text) {
    Matcher block = BLOCK.matcher(text);
    Matcher line = LINE.matcher(text);
    if (block.find()) {
      return new Rule(start.group(2), start.group(1).equals("alert"), block.group(1), text);
    } else if (line.find()) {
      return new Rule(start.group(2), start.group(1).equals("alert"), line.group(1), text);
    }
    throw new IllegalStateException("expected an expr: " + text);
  }
}

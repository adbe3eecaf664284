package io.tidemark.lab.dashboards;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be asked of a query in PromQL as dashboards write it, with variables in it. */
final class PromQl {
  private static final String NAMES = "(?:tidemark|jvm|process|rpc|system)_[a-z_]+";
  private static final Pattern SELECTOR =
      Pattern.compile("\\b((?:tidemark|jvm|process|rpc|system)_[a-z0-9_]+)\\b(\\{[^}]*\\})?");
  private static final Pattern BY =
      Pattern.compile("\\b(?:by|on|ignoring|without|group_left|group_right) \\([^)]*\\)");
  private static final Pattern LABEL_MATCHERS = Pattern.compile("(?<=\\{)[^}]*(?=\\})");

  private PromQl() {}

  /** The selectors that do not hold to what is chosen in a variable of the same name as a label. */
  static List<String> selectorsWithout(String label, String query) {
    String matcher = label + "=~\"$" + label + "\"";
    return selectors(query)
        .filter(selector -> selector.group(2) == null || !selector.group(2).contains(matcher))
        .map(MatchResult::group)
        .toList();
  }

  private static Stream<MatchResult> selectors(String query) {
    // Names of labels look like names of metrics.
    String metrics = BY.matcher(query.replaceAll("\"[a-z_]+\"", "")).replaceAll("");
    String unlabelled =
        LABEL_MATCHERS
            .matcher(metrics)
            .replaceAll(match -> Matcher.quoteReplacement(match.group().replaceAll(NAMES, "")));
    return SELECTOR.matcher(unlabelled).results();
  }

  /** Whether promtool (Debian: prometheus) is here, or has to be. */
  static boolean canBeParsed() {
    return System.getenv("TIDEMARK_REQUIRE_ALL") != null
        || Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
  }

  /** What promtool says against the queries; empty when they can be parsed. */
  static String faults(List<String> queries) {
    List<Map<String, String>> rules = new ArrayList<>();
    for (String query : queries) {
      rules.add(Map.of("record", "query:" + rules.size(), "expr", filled(query)));
    }
    Object file = Map.of("groups", List.of(Map.of("name", "queries", "rules", rules)));
    try {
      Path rulesFile = Files.createTempFile("queries", ".yml"); // JSON is YAML
      try {
        return promtool(Files.writeString(rulesFile, new Gson().toJson(file)));
      } finally {
        Files.delete(rulesFile);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String promtool(Path rules) throws IOException {
    Process promtool =
        new ProcessBuilder("promtool", "check", "rules", rules.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return promtool.waitFor() == 0 ? "" : said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while promtool ran", e);
    }
  }

  private static String filled(String query) {
    return query
        .replace("$__rate_interval", "1m")
        .replace("$__range", "1h")
        .replaceAll("\"\\$[a-z]+\"", "\".+\"");
  }
}

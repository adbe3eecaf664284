package io.tidemark.lab.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a query asks for.
 *
 * @param selectors series by name and matchers
 * @param grouped labels that it aggregates by, matches on or makes others from
 * @param made labels that it makes
 * @param rated names of which it takes a rate
 */
record PromQl(List<Selector> selectors, Set<String> grouped, Set<String> made, Set<String> rated) {
  private static final Pattern REPLACED =
      Pattern.compile("\"(\\w+)\",\\s*\"[^\"]*\",\\s*\"(\\w*)\",\\s*\"[^\"]*\"\\s*\\)");
  private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern DURATION = Pattern.compile("\\[[^\\]]*\\]|\\boffset \\w+");
  private static final Pattern NAMELESS = Pattern.compile("(?<![\\w:])\\{[^}]*\\}");
  private static final Pattern LIST =
      Pattern.compile("\\b(?:by|on|ignoring|without|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern SELECTOR =
      Pattern.compile("(?<![\\w:$])([a-zA-Z_:][\\w:]*)\\s*(?:\\{([^}]*)\\}|(?!\\s*\\(|[\\w:]))");
  private static final Pattern RATED =
      Pattern.compile("\\b(?:rate|irate|increase)\\(\\s*([\\w:]+)");
  private static final Pattern LABEL = Pattern.compile("\\w+");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "by", "on", "ignoring", "without", "inf", "nan");

  /** The series of a name whose labels are matched. */
  record Selector(String name, Set<String> matched) {}

  static PromQl of(String query) {
    Set<String> grouped = new TreeSet<>();
    Set<String> made = new TreeSet<>();
    Matcher replaced = REPLACED.matcher(query);
    while (replaced.find()) {
      made.add(replaced.group(1));
      grouped.addAll(labels(replaced.group(2)));
    }
    String bare = DURATION.matcher(STRING.matcher(query).replaceAll("\"\"")).replaceAll("");
    LIST.matcher(bare).results().forEach(list -> grouped.addAll(labels(list.group(1))));
    bare = LIST.matcher(bare).replaceAll(" ");
    bare = NAMELESS.matcher(bare).replaceAll(" ");
    List<Selector> selectors = new ArrayList<>();
    Matcher selector = SELECTOR.matcher(bare);
    while (selector.find()) {
      if (!WORDS.contains(selector.group(1).toLowerCase(Locale.ROOT))) {
        selectors.add(new Selector(selector.group(1), labels(selector.group(2))));
      }
    }
    Set<String> rated = new TreeSet<>();
    RATED.matcher(bare).results().forEach(rate -> rated.add(rate.group(1)));
    return new PromQl(selectors, grouped, made, rated);
  }

  private static Set<String> labels(String list) {
    Set<String> labels = new TreeSet<>();
    if (list != null) {
      LABEL.matcher(list).results().forEach(label -> labels.add(label.group()));
    }
    return labels;
  }
}

package io.tidemark.collector.export;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict parser of both expositions: takes what the formats' descriptions allow, and of that only
 * what this project writes. Throws {@link IllegalArgumentException} at the first line that is
 * wrong.
 *
 * <p>Sources: Prometheus, "Exposition formats"; OpenMetrics 1.0.
 */
final class Exposition {
  private static final List<String> UNITS = List.of("seconds", "bytes", "ratio", "per_second");
  private static final Pattern META =
      Pattern.compile("# (HELP|TYPE|UNIT) ([a-zA-Z_:][\\w:]*) (.*)");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram");

  private final boolean openMetrics;
  private final Deque<String> lines;
  private final Map<String, Double> values = new LinkedHashMap<>();
  private final Set<String> families = new HashSet<>();

  private Exposition(String text, boolean openMetrics) {
    check(text.endsWith("\n"), "ends with a line feed", text);
    this.openMetrics = openMetrics;
    this.lines = new ArrayDeque<>(List.of(text.split("\n", -1)));
    lines.removeLast(); // what follows the last line feed
  }

  /** Every value by its series, written {@code name[label=value, …]}, in the text's order. */
  static Map<String, Double> prometheus(String text) {
    return new Exposition(text, false).parse();
  }

  /** As {@link #prometheus}. */
  static Map<String, Double> openMetrics(String text) {
    return new Exposition(text, true).parse();
  }

  private Map<String, Double> parse() {
    if (openMetrics) {
      check(lines.removeLast().equals("# EOF"), "# EOF is last", lines.toString());
    }
    while (!lines.isEmpty()) {
      family();
    }
    return values;
  }

  private void family() {
    Map<String, String> meta = new HashMap<>();
    String name = "";
    while (!lines.isEmpty() && lines.element().startsWith("#")) {
      Matcher line = META.matcher(lines.remove());
      check(line.matches(), "metadata", line);
      check(name.isEmpty() || name.equals(line.group(2)), "metadata of one family", line);
      check(meta.put(line.group(1), line.group(3)) == null, "each metadata once", line);
      name = line.group(2);
    }
    check(meta.keySet().containsAll(Set.of("HELP", "TYPE")), "HELP and TYPE", name);
    check(TYPES.contains(meta.get("TYPE")), "a known type", meta);
    check(!meta.getOrDefault("HELP", "").isBlank(), "a help text", name);
    check(families.add(name), "each family once", name);
    checkUnit(name, meta);
    samples(name, meta.getOrDefault("TYPE", ""));
  }

  private void checkUnit(String name, Map<String, String> meta) {
    String unit = meta.get("UNIT");
    boolean needed = openMetrics && UNITS.stream().anyMatch(known -> name.endsWith("_" + known));
    check(needed == (unit != null), "a unit where the name carries one", name);
    check(unit == null || name.endsWith("_" + unit), "the name's unit", name);
  }

  private void samples(String family, String type) {
    HistogramCheck histogram = new HistogramCheck();
    int before = values.size();
    while (!lines.isEmpty() && !lines.element().startsWith("#")) {
      Series series = new Series(lines.remove(), openMetrics);
      String suffix = suffix(family, type, series);
      check(values.put(series.key(), series.value()) == null, "each series once", series.key());
      check(!type.equals("counter") || series.value() >= 0, "a counter from 0 on", series.key());
      if (type.equals("histogram")) {
        histogram.add(suffix, series);
      }
    }
    check(values.size() > before, "a sample in each family", family);
    histogram.finish();
  }

  private String suffix(String family, String type, Series series) {
    check(series.name().startsWith(family), "a sample of " + family, series.name());
    String suffix = series.name().substring(family.length());
    Set<String> allowed =
        switch (type) {
          case "histogram" -> Set.of("_bucket", "_count", "_sum");
          case "counter" -> Set.of(openMetrics ? "_total" : "");
          default -> Set.of("");
        };
    check(allowed.contains(suffix), "one of the suffixes " + allowed, series.name());
    check(!type.equals("counter") || series.name().endsWith("_total"), "_total", series.name());
    return suffix;
  }

  static void check(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("expected " + expected + ", found " + found);
    }
  }

  /** One line: a name, labels, a value. */
  private static final class Series {
    private final String name;
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final double value;
    private final String line;
    private int at;

    Series(String line, boolean openMetrics) {
      this.line = line;
      this.name = readName();
      if (line.charAt(at) == '{') {
        labels(openMetrics);
      }
      expect(' ');
      this.value = number(line.substring(at));
    }

    private String readName() {
      Matcher matcher = NAME.matcher(line).region(at, line.length());
      check(matcher.lookingAt(), "a name at " + at, line);
      at = matcher.end();
      return matcher.group();
    }

    private void labels(boolean openMetrics) {
      expect('{');
      while (line.charAt(at) != '}') {
        String label = readName();
        expect('=');
        check(labels.put(label, quoted()) == null, "each label once", line);
        if (line.charAt(at) == ',') {
          at++;
          // A trailing comma is allowed in Prometheus' text alone.
          check(!openMetrics || line.charAt(at) != '}', "a label after the comma", line);
        } else {
          check(line.charAt(at) == '}', "a comma or the end of the labels", line);
        }
      }
      expect('}');
    }

    private String quoted() {
      StringBuilder text = new StringBuilder();
      expect('"');
      while (line.charAt(at) != '"') {
        char c = line.charAt(at++);
        text.append(c == '\\' ? escaped(line.charAt(at++)) : c);
      }
      expect('"');
      return text.toString();
    }

    private char escaped(char c) {
      check(c == '\\' || c == '"' || c == 'n', "an escape", line);
      return c == 'n' ? '\n' : c;
    }

    private void expect(char c) {
      check(at < line.length() && line.charAt(at) == c, "'" + c + "' at " + at, line);
      at++;
    }

    private static double number(String text) {
      check(text.matches("[-+0-9.eEINanf]+"), "a number", text);
      return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    String name() {
      return name;
    }

    Map<String, String> labels() {
      return labels;
    }

    double value() {
      return value;
    }

    String key() {
      return name + labels.toString().replaceFirst("^\\{", "[").replaceFirst("}$", "]");
    }
  }

  /** Follows the buckets of one histogram after the other. */
  private static final class HistogramCheck {
    private double bound = Double.NEGATIVE_INFINITY;
    private double count;
    private int open; // parts still missing of the histogram at hand

    void add(String suffix, Series series) {
      switch (suffix) {
        case "_bucket" -> bucket(series);
        case "_count" -> {
          check(bound == Double.POSITIVE_INFINITY, "+Inf before the count", series.key());
          check(count == series.value(), "a count equal to the bucket of +Inf", series.key());
          close();
        }
        default -> close();
      }
    }

    private void bucket(Series series) {
      if (open == 0) {
        bound = Double.NEGATIVE_INFINITY;
        count = 0;
        open = 2;
      }
      double le = Series.number(String.valueOf(series.labels().get("le")));
      check(le > bound, "ascending bounds", series.key());
      check(series.value() >= count, "cumulative buckets", series.key());
      bound = le;
      count = series.value();
    }

    private void close() {
      check(open > 0, "buckets first", bound);
      open--;
    }

    void finish() {
      check(open == 0, "count and sum of each histogram", bound);
    }
  }
}

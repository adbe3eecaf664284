package io.tidemark.lab.metrics;

import io.tidemark.segment.Metric;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The families of one or more scrapes: what is there, of which type, with which labels.
 *
 * @param families by name
 */
public record Exposition(Map<String, Family> families) {
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([\\w:]+)(?:\\{(.*)\\})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  /**
   * One metric.
   *
   * @param labels of all its samples, without the bounds of buckets
   */
  public record Family(String type, SortedSet<String> labels) {
    Family with(Family other) {
      SortedSet<String> both = new TreeSet<>(labels);
      both.addAll(other.labels);
      return new Family(type.equals(other.type) ? type : type + " and " + other.type, both);
    }
  }

  /** Reads Prometheus' text format. A sample without a type is of type "untyped". */
  public static Exposition parse(String text) {
    Map<String, String> types = new TreeMap<>();
    Map<String, Family> families = new TreeMap<>();
    for (String line : text.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches()) {
        types.put(type.group(1), type.group(2));
      } else if (sample.matches()) {
        String base = sample.group(1).replaceFirst("_(?:bucket|sum|count)$", "");
        String name = "histogram".equals(types.get(base)) ? base : sample.group(1);
        Family family = new Family(types.getOrDefault(name, "untyped"), labels(sample.group(2)));
        families.merge(name, family, Family::with);
      }
    }
    return new Exposition(families);
  }

  private static SortedSet<String> labels(String text) {
    SortedSet<String> labels = new TreeSet<>();
    LABEL.matcher(String.valueOf(text)).results().forEach(label -> labels.add(label.group(1)));
    labels.remove("le");
    return labels;
  }

  /** What every family must be, if it is there. */
  public static Exposition ofTheCatalogue() {
    Map<String, Family> families = new TreeMap<>();
    for (Metric metric : Metric.values()) {
      SortedSet<String> labels = new TreeSet<>();
      metric.labels().forEach(label -> labels.add(Metric.toPrometheus(label)));
      if (metric.scope() == Metric.Scope.JVM) {
        labels.add("service_name");
        labels.add("service_instance_id");
      }
      families.put(metric.prometheusName(), new Family(type(metric.kind()), labels));
    }
    return new Exposition(families);
  }

  private static String type(Metric.Kind kind) {
    return switch (kind) {
      case COUNTER -> "counter";
      case HISTOGRAM -> "histogram";
      case GAUGE, UP_DOWN_COUNTER -> "gauge";
    };
  }

  /** Both together. */
  public Exposition with(Exposition other) {
    Map<String, Family> both = new TreeMap<>(families);
    other.families.forEach((name, family) -> both.merge(name, family, Family::with));
    return new Exposition(both);
  }
}

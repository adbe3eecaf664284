package io.tidemark.collector.page;

import io.tidemark.collector.store.SeriesKey;
import io.tidemark.collector.store.SeriesQuery;
import io.tidemark.segment.Metric;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code /api/v1/series}: {@code metric}, {@code from}, {@code to}, {@code step},
 * and labels by their names.
 */
final class SeriesParameters {
  private static final long DEFAULT_MS = 30 * 60_000;
  private static final int USUAL_POINTS = 600;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(s|m|h|d)");

  private SeriesParameters() {}

  /**
   * A query.
   *
   * @param typed as it is in a URL
   * @throws IllegalArgumentException that says what is wrong
   */
  static SeriesQuery parse(String typed, long nowMs) {
    Map<String, String> left = split(typed);
    Metric metric = metric(left.remove("metric"));
    long toMs = moment("to", left.remove("to"), nowMs, nowMs);
    long fromMs = moment("from", left.remove("from"), nowMs, Math.max(0, toMs - DEFAULT_MS));
    String step = left.remove("step");
    long stepMs = step == null ? usualStep(toMs - fromMs) : time("step", step);
    for (String name : left.keySet()) {
      boolean source = metric.scope() == Metric.Scope.JVM && isOfSource(name);
      if (!source && !metric.labels().contains(name)) {
        throw new IllegalArgumentException(
            "no parameter or label '%s'; there are metric, from, to, step, and %s"
                .formatted(name, metric.labels()));
      }
    }
    return new SeriesQuery(metric, left, fromMs, toMs, stepMs);
  }

  private static boolean isOfSource(String name) {
    return name.equals(SeriesKey.SERVICE) || name.equals(SeriesKey.INSTANCE);
  }

  static Map<String, String> split(String typed) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : typed.isEmpty() ? new String[0] : typed.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length < 2 || parameters.put(decode(parts[0]), decode(parts[1])) != null) {
        throw new IllegalArgumentException("expected name=value, each once, found " + pair);
      }
    }
    return parameters;
  }

  private static String decode(String typed) {
    return URLDecoder.decode(typed, StandardCharsets.UTF_8);
  }

  private static Metric metric(@Nullable String name) {
    return Arrays.stream(Metric.values())
        .filter(each -> each.otelName().equals(name) || each.prometheusName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("metric=" + name + ", expected one by its name"));
  }

  static long moment(String what, @Nullable String typed, long nowMs, long otherwise) {
    if (typed == null) {
      return otherwise;
    }
    if (NUMBER.matcher(typed).matches()) {
      return Long.parseLong(typed);
    }
    if (typed.startsWith("-")) {
      return Math.max(0, nowMs - time(what, typed.substring(1)));
    }
    throw new IllegalArgumentException(
        what + "=" + typed + ", expected milliseconds since 1970 or a time ago such as -30m");
  }

  static long time(String what, String typed) {
    Matcher matcher = TIME.matcher(typed);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          what + "=" + typed + ", expected a time such as 10s, 5m, 2h or 3d");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> number * 1000;
      case "m" -> number * 60_000;
      case "h" -> number * 3_600_000;
      default -> number * 86_400_000;
    };
  }

  // A whole number of seconds.
  private static long usualStep(long spanMs) {
    return Math.max(1, (spanMs / USUAL_POINTS + 999) / 1000) * 1000;
  }
}

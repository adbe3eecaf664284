package io.tidemark.lab.demo;

import io.tidemark.lab.dataplane.Effects;
import io.tidemark.lab.load.Tally;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a collector's {@code /metrics} says about requests, in the terms of the clients' ledger.
 *
 * @param samples in the order of the text
 */
record Scrape(List<Sample> samples) {
  // One for all scrapes: each keeps its connections open, of which the collector allows 64.
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final Pattern SAMPLE = Pattern.compile("(\\w+)\\{(.*)\\} (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private static final Effects NOTHING = new Effects(0, 0, Map.of(), Map.of());

  /**
   * Requests by their peak of tasks.
   *
   * @param sum of the peaks
   * @param upTo64 requests whose peak was 64 or less
   */
  record Peaks(long requests, long sum, long upTo64) {}

  record Sample(String name, Map<String, String> labels, double value) {
    /** The key of a ledger row: client and method. */
    String row() {
      return labels.get("client_name") + " " + labels.get("rpc_method");
    }
  }

  static Scrape of(int port) throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
    return parse(
        CLIENT.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body());
  }

  static Scrape parse(String text) {
    List<Sample> samples = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches()) {
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher label = LABEL.matcher(sample.group(2));
        while (label.find()) {
          labels.put(label.group(1), label.group(2));
        }
        double value = Double.parseDouble(sample.group(3).replace("+Inf", "Infinity"));
        samples.add(new Sample(sample.group(1), labels, value));
      }
    }
    return new Scrape(samples);
  }

  /** Requests and items by client and method, as the collector counts them. */
  SortedMap<String, Tally> tallies() {
    SortedMap<String, Tally> tallies = new TreeMap<>();
    for (Sample requests : named("tidemark_rpc_server_requests_total")) {
      String row = requests.row();
      long items = one("tidemark_rpc_server_request_items_sum", row);
      tallies.put(row, new Tally((long) requests.value(), items, itemsByUpperBound(row)));
    }
    return tallies;
  }

  /** How many requests the items histogram has seen, by client and method. */
  SortedMap<String, Long> itemsCounts() {
    SortedMap<String, Long> counts = new TreeMap<>();
    named("tidemark_rpc_server_request_items_count")
        .forEach(count -> counts.put(count.row(), (long) count.value()));
    return counts;
  }

  /** A counter by client and method, added up over its other labels. */
  SortedMap<String, Long> totals(String counter) {
    SortedMap<String, Long> totals = new TreeMap<>();
    named(counter).forEach(count -> totals.merge(count.row(), (long) count.value(), Long::sum));
    return totals;
  }

  /** Most tasks at once of the requests that started any, by client and method. */
  SortedMap<String, Peaks> peaks() {
    SortedMap<String, Peaks> peaks = new TreeMap<>();
    for (Sample count : named("tidemark_rpc_request_peak_tasks_count")) {
      String row = count.row();
      long sum = one("tidemark_rpc_request_peak_tasks_sum", row);
      peaks.put(row, new Peaks((long) count.value(), sum, upTo64(row)));
    }
    return peaks;
  }

  /** The handlers of which the collector says that they have no limit. */
  Set<String> unbounded() {
    return named("tidemark_rpc_fanout_unbounded").stream()
        .filter(flag -> flag.value() == 1)
        .map(flag -> String.valueOf(flag.labels().get("rpc_method")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private long upTo64(String row) {
    return named("tidemark_rpc_request_peak_tasks_bucket").stream()
        .filter(bucket -> bucket.row().equals(row))
        .filter(bucket -> Double.parseDouble(upperBound(bucket)) == 64)
        .mapToLong(bucket -> (long) bucket.value())
        .sum();
  }

  private static String upperBound(Sample bucket) {
    return String.valueOf(bucket.labels().get("le")).replace("+Inf", "Infinity");
  }

  /** What was caused by client and method, where anything was. */
  SortedMap<String, Effects> effects() {
    SortedMap<String, Long> tasks = totals("tidemark_rpc_tasks_total");
    SortedMap<String, Long> dials = totals("tidemark_rpc_dials_total");
    SortedMap<String, Effects> effects = new TreeMap<>();
    for (Sample any : named("tidemark_rpc_dials_total")) {
      String row = any.row();
      Effects caused =
          new Effects(
              tasks.getOrDefault(row, 0L),
              dials.getOrDefault(row, 0L),
              by("error_type", "tidemark_rpc_dial_errors_total", row),
              by("tidemark_log_level", "tidemark_rpc_log_events_total", row));
      if (!caused.equals(NOTHING)) {
        effects.put(row, caused);
      }
    }
    return effects;
  }

  /** A counter of one row by its last label, where it is not zero. */
  private Map<String, Long> by(String label, String counter, String row) {
    Map<String, Long> counts = new TreeMap<>();
    named(counter).stream()
        .filter(count -> count.row().equals(row) && count.value() != 0)
        .forEach(count -> counts.put(count.labels().get(label), (long) count.value()));
    return counts;
  }

  /** From cumulative buckets to those that count anything, without {@code +Inf}. */
  private Map<Long, Long> itemsByUpperBound(String row) {
    Map<Long, Long> buckets = new TreeMap<>();
    long below = 0;
    for (Sample bucket : named("tidemark_rpc_server_request_items_bucket")) {
      String bound = String.valueOf(bucket.labels().get("le"));
      if (bucket.row().equals(row) && !bound.equals("+Inf")) {
        long upTo = (long) bucket.value();
        if (upTo > below) {
          buckets.put((long) Double.parseDouble(bound), upTo - below);
        }
        below = upTo;
      }
    }
    return buckets;
  }

  private long one(String name, String row) {
    return named(name).stream()
        .filter(sample -> sample.row().equals(row))
        .mapToLong(sample -> (long) sample.value())
        .sum();
  }

  private List<Sample> named(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name)).toList();
  }
}

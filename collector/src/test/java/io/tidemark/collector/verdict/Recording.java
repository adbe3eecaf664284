package io.tidemark.collector.verdict;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.segment.Buckets;
import io.tidemark.segment.Metric;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Snapshots of a real run, as {@link Recorder} wrote them: lines of {@code T}ime, {@code S}eries
 * when new, values when changed, and {@code -} for what is gone. Of histograms the sum and the
 * count alone.
 */
final class Recording {
  private Recording() {}

  private record Series(Metric metric, Source source, List<String> labels) {
    Sample sample(double[] value) {
      if (metric.kind() != Metric.Kind.HISTOGRAM) {
        return new NumberSample(metric, source, labels, value[0]);
      }
      long[] slots = new long[Buckets.COUNT];
      slots[1] = (long) value[1];
      return new HistogramSample(metric, source, labels, 0, value[0], slots);
    }
  }

  /** All snapshots of a resource. */
  static List<Snapshot> read(String name) throws IOException {
    return read(Objects.requireNonNull(Recording.class.getResourceAsStream(name)));
  }

  /** All snapshots of a stream, which is read to its end. */
  static List<Snapshot> read(InputStream in) throws IOException {
    List<Snapshot> snapshots = new ArrayList<>();
    Map<Integer, Series> series = new HashMap<>();
    Map<Integer, double[]> values = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      long epochMs = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split("\t", -1);
        switch (words[0]) {
          case "T" -> {
            if (epochMs != 0) {
              snapshots.add(snapshot(epochMs, series, values));
            }
            epochMs = Long.parseLong(words[1]);
          }
          case "S" -> series.put(Integer.valueOf(words[1]), series(words));
          case "-" -> values.remove(Integer.valueOf(words[1]));
          default -> values.put(Integer.valueOf(words[0]), value(words));
        }
      }
      snapshots.add(snapshot(epochMs, series, values));
    }
    return snapshots;
  }

  private static Series series(String[] words) {
    Source source =
        new Source(words[3], words[4], Long.parseLong(words[5]), Map.of(), words[6].equals("host"));
    Metric metric = Metric.valueOf(words[2]);
    return new Series(metric, source, List.of(words).subList(7, 7 + metric.labels().size()));
  }

  private static double[] value(String[] words) {
    return words.length == 2
        ? new double[] {Double.parseDouble(words[1])}
        : new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])};
  }

  private static Snapshot snapshot(
      long epochMs, Map<Integer, Series> series, Map<Integer, double[]> values) {
    List<Sample> samples = new ArrayList<>();
    values.forEach(
        (id, value) -> samples.add(Objects.requireNonNull(series.get(id)).sample(value)));
    return new Snapshot(epochMs, samples);
  }
}

package io.tidemark.collector.verdict;

import io.tidemark.collector.sample.HistogramSample;
import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import io.tidemark.collector.signal.CollectorSettings;
import io.tidemark.collector.signal.Sampler;
import io.tidemark.collector.signal.Tally;
import io.tidemark.segment.Metric;
import io.tidemark.segment.SegmentDirectory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Writes what a {@link Recording} reads, beside a running lab: {@code Recorder SEGMENTS SECONDS
 * FILE}. For the sampler's thread.
 */
final class Recorder implements AutoCloseable {
  /** What the engine reads; the rest is left out. */
  private static final Set<Metric> READ =
      EnumSet.of(
          Metric.REQUESTS,
          Metric.ERRORS,
          Metric.ITEMS,
          Metric.DURATION,
          Metric.ACTIVE_REQUESTS,
          Metric.TASKS,
          Metric.DIALS,
          Metric.DIAL_ERRORS,
          Metric.DESTINATION_DIAL_DURATION,
          Metric.DESTINATION_DIAL_ERRORS,
          Metric.LOG_EVENTS,
          Metric.LOG_BLOCKED,
          Metric.ALLOCATED,
          Metric.CPU_TIME,
          Metric.PROCESS_THREADS,
          Metric.STOPPED,
          Metric.PAUSE_AGE,
          Metric.PROCESS_UPTIME,
          Metric.CGROUP_MEMORY,
          Metric.CGROUP_MEMORY_LIMIT,
          Metric.OOM_KILLS,
          Metric.OUT_OF_MEMORY,
          Metric.EXITS,
          Metric.LAST_DEATH,
          Metric.PORTS_LIMIT,
          Metric.PORTS_USED,
          Metric.PORTS_TIME_LEFT,
          Metric.SOURCE_PORTS_USED,
          Metric.SOURCE_PORTS_TIME_LEFT,
          Metric.TIME_WAIT,
          Metric.DIAL_RATE,
          Metric.LISTEN_DROPS,
          Metric.LISTEN_QUEUE);

  private final BufferedWriter out;
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<String, String> written = new HashMap<>();

  private Recorder(Path file) throws IOException {
    this.out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8));
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    CollectorSettings settings =
        new CollectorSettings(
            new SegmentDirectory(Path.of(args[0])),
            CollectorSettings.PROC,
            CollectorSettings.TMP,
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            "recorder");
    try (Recorder recorder = new Recorder(Path.of(args[2]));
        Sampler sampler = Sampler.start(settings, new Tally(), recorder::write)) {
      long leftMs = sampler.latest().epochMs() + 1000 * Long.parseLong(args[1]);
      leftMs -= System.currentTimeMillis();
      var unused = new CountDownLatch(1).await(leftMs, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void write(Snapshot snapshot) {
    try {
      out.write("T\t" + snapshot.epochMs() + "\n");
      Set<String> gone = new HashSet<>(written.keySet());
      for (Sample sample : snapshot.samples()) {
        if (READ.contains(sample.metric())) {
          String key = key(sample);
          gone.remove(key);
          write(key, sample);
        }
      }
      for (String key : gone) {
        written.remove(key);
        out.write("-\t" + ids.get(key) + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String key, Sample sample) throws IOException {
    Integer id = ids.get(key);
    if (id == null) {
      id = ids.size();
      ids.put(key, id);
      out.write("S\t" + id + "\t" + key + "\n");
    }
    String value = value(sample);
    if (!value.equals(written.put(key, value))) {
      out.write(id + "\t" + value + "\n");
    }
  }

  private static String key(Sample sample) {
    Source source = sample.source();
    return String.join(
        "\t",
        sample.metric().name(),
        source.service(),
        source.host() ? "host" : source.instance(),
        Long.toString(source.startEpochMs()),
        source.host() ? "host" : "jvm",
        String.join("\t", sample.labels()));
  }

  private static String value(Sample sample) {
    if (sample instanceof NumberSample number) {
      double value = Math.round(number.value() * 1e6) / 1e6;
      return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
    HistogramSample histogram = (HistogramSample) sample;
    return histogram.sum() + "\t" + histogram.count();
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}

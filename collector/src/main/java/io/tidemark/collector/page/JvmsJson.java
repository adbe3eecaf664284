package io.tidemark.collector.page;

import static io.tidemark.collector.who.ReportJson.number;
import static io.tidemark.collector.who.ReportJson.string;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import io.tidemark.collector.sample.Source;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** The JVMs of a snapshot: their pauses, threads and memory. */
final class JvmsJson {
  private static final int MAX_ROWS = 100;

  private enum Field {
    PAUSE_AGE("pause_seconds"),
    PAUSE_MAX("longest_pause_seconds"),
    STOPPED("stopped_share"),
    THREADS("threads"),
    USUAL_THREADS("usual_threads"),
    RESIDENT("resident_bytes"),
    HEAP("heap_bytes"),
    UPTIME("uptime_seconds");

    final String json;

    Field(String json) {
      this.json = json;
    }
  }

  private record Jvm(Source source, Map<Field, Double> figures) {}

  private final Map<String, Jvm> jvms = new TreeMap<>();

  private JvmsJson() {}

  /** At most {@value #MAX_ROWS} as a JSON array, by service and instance. */
  static String of(Snapshot snapshot) {
    JvmsJson jvms = new JvmsJson();
    for (Sample sample : snapshot.samples()) {
      if (sample instanceof NumberSample number && !sample.source().host()) {
        jvms.read(number);
      }
    }
    StringJoiner array = new StringJoiner(",", "[", "]");
    jvms.jvms.values().stream().limit(MAX_ROWS).forEach(jvm -> array.add(json(jvm)));
    return array.toString();
  }

  private void read(NumberSample sample) {
    switch (sample.metric()) {
      case PAUSE_AGE -> put(sample, Field.PAUSE_AGE);
      case PAUSE_MAX -> put(sample, Field.PAUSE_MAX);
      case STOPPED -> put(sample, Field.STOPPED);
      case PROCESS_THREADS -> put(sample, Field.THREADS);
      case THREAD_BASELINE -> put(sample, Field.USUAL_THREADS);
      case PROCESS_MEMORY -> put(sample, Field.RESIDENT);
      case PROCESS_UPTIME -> put(sample, Field.UPTIME);
      case JVM_MEMORY_USED -> {
        if (sample.labels().get(0).equals("heap")) {
          put(sample, Field.HEAP);
        }
      }
      default -> {}
    }
  }

  private void put(NumberSample sample, Field field) {
    Source source = sample.source();
    String key = source.service() + '\n' + source.instance();
    jvms.computeIfAbsent(key, name -> new Jvm(source, new EnumMap<>(Field.class)))
        .figures()
        .merge(field, sample.value(), Double::sum); // pools of the heap
  }

  private static String json(Jvm jvm) {
    Source source = jvm.source();
    StringJoiner json = new StringJoiner(",", "{", "}");
    json.add("\"service\":" + string(source.service()));
    json.add("\"instance\":" + string(source.instance()));
    json.add("\"pid\":" + string(source.attributes().get("process.pid")));
    jvm.figures().forEach((field, value) -> json.add("\"" + field.json + "\":" + number(value)));
    return json.toString();
  }
}

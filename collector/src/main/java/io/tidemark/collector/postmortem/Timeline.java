package io.tidemark.collector.postmortem;

import io.tidemark.collector.store.Series;
import io.tidemark.collector.who.Figures;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What happened when, by what the collector kept of its own verdicts and of JVMs. */
final class Timeline {
  /** The same thing more often than this is one line. */
  private static final int REPEATS = 3;

  private static final int MAX_EVENTS = 200;

  private final Recorded recorded;
  private final List<Happening> happenings = new ArrayList<>();

  private Timeline(Recorded recorded) {
    this.recorded = recorded;
  }

  /** One thing that happened, perhaps several times within one sample. */
  private record Happening(long ms, double times, String what) {}

  /**
   * One line.
   *
   * @param lastMs when it happened for the last time; as {@code firstMs} when it did once
   * @param times how often
   */
  record Event(long firstMs, long lastMs, double times, String what) {}

  /** Everything, the first first. */
  static List<Event> of(
      Recorded recorded, List<Episodes.Episode> episodes, List<EndedJvm> endedJvms) {
    Timeline timeline = new Timeline(recorded);
    timeline.findings(episodes);
    for (EndedJvm ended : endedJvms) {
      ended.endMs().ifPresent(ms -> timeline.add(ms, 1, ended.event()));
    }
    timeline.steps(Metric.RESTARTS, "a JVM took the place of one that had ended");
    timeline.steps(Metric.HOST_OOM_KILLS, "the kernel killed a process for memory");
    timeline.steps(Metric.OUT_OF_MEMORY, "an OutOfMemoryError ended a request or a task");
    timeline.gaps();
    return timeline.grouped();
  }

  private void add(long ms, double times, String what) {
    happenings.add(new Happening(ms, times, what));
  }

  private void findings(List<Episodes.Episode> episodes) {
    for (Episodes.Episode episode : episodes) {
      String where = episode.service().isEmpty() ? "" : " of " + episode.service();
      String what = episode.title() + where;
      add(episode.fromMs(), 1, what + " leaves its baseline" + blame(episode));
      if (episode.toMs() < recorded.span().toMs() - Episodes.GAP_MS) {
        add(episode.toMs(), 1, what + " is back at its baseline");
      }
    }
  }

  private static String blame(Episodes.Episode episode) {
    return episode
        .suspect()
        .map(suspect -> "; named: %s, through %s".formatted(suspect.client(), suspect.handler()))
        .orElse("; nobody is named");
  }

  private void steps(Metric metric, String what) {
    Set<String> serving =
        recorded.of(Metric.REQUESTS).stream()
            .map(each -> each.key().service())
            .collect(Collectors.toSet());
    for (Series series : recorded.of(metric)) {
      if (!series.key().host() && !serving.contains(series.key().service())) {
        continue;
      }
      double[] values = series.last();
      for (int i = 1; i < values.length; i++) {
        double grown = values[i] - values[i - 1];
        if (grown > 0) {
          String where = series.key().host() ? "" : series.key().service() + ": ";
          add(series.timesMs()[i], grown, where + what);
        }
      }
    }
  }

  private void gaps() {
    long least = Math.max(Episodes.GAP_MS, 6 * recorded.span().stepMs());
    long[] times = recorded.sampledMs();
    for (int i = 1; i < times.length; i++) {
      long seconds = (times[i] - times[i - 1]) / 1000;
      if (seconds * 1000 > least) {
        add(times[i - 1], 1, "nothing was measured for " + seconds + " s");
      }
    }
  }

  private List<Event> grouped() {
    happenings.sort(Comparator.comparingLong(Happening::ms).thenComparing(Happening::what));
    Map<String, List<Happening>> same = new LinkedHashMap<>();
    happenings.forEach(
        each -> same.computeIfAbsent(each.what(), what -> new ArrayList<>()).add(each));
    List<Event> events = new ArrayList<>();
    same.forEach(
        (what, all) -> {
          if (all.size() > REPEATS) {
            double times = all.stream().mapToDouble(Happening::times).sum();
            events.add(new Event(all.get(0).ms(), all.get(all.size() - 1).ms(), times, what));
          } else {
            all.forEach(each -> events.add(new Event(each.ms(), each.ms(), each.times(), what)));
          }
        });
    events.sort(Comparator.comparingLong(Event::firstMs).thenComparing(Event::what));
    return events.size() <= MAX_EVENTS ? events : events.subList(0, MAX_EVENTS);
  }

  /** The columns of {@link #row}. */
  static final List<String> HEADINGS = List.of("#Time", "#Last", "#Times", "What");

  /** An event as a row of a table. */
  static List<String> row(Event event, Span span) {
    return List.of(
        span.time(event.firstMs()),
        event.lastMs() == event.firstMs() ? "" : span.time(event.lastMs()),
        event.times() == 1 ? "" : Figures.amount(event.times()),
        event.what());
  }
}

package io.tidemark.collector.postmortem;

import io.tidemark.collector.store.Series;
import io.tidemark.collector.who.Figures;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What happened when, by what the collector kept of its own verdicts and of JVMs. */
final class Timeline {
  private static final long GAP_MS = 15_000;
  private static final int MAX_EVENTS = 200;
  private static final String SYMPTOM = "tidemark.verdict.symptom";
  private static final String SERVICE = "tidemark.verdict.service";

  private final Recorded recorded;

  Timeline(Recorded recorded) {
    this.recorded = recorded;
  }

  /**
   * A finding that was open for a while.
   *
   * @param service empty for the host
   * @param suspect who was accused of most, with the handler
   * @param share of it, from 0 to 1; 0 when nobody was accused
   */
  record Episode(
      String symptom,
      String service,
      long fromMs,
      long toMs,
      Optional<Suspect> suspect,
      double share) {
    /** The name of its symptom for people. */
    String title() {
      return symptom.replace('_', ' ');
    }
  }

  /** A client at a handler. */
  record Suspect(String client, String handler) {}

  /** One thing that happened. */
  record Event(long epochMs, String what) {}

  /** The findings, the first first. */
  List<Episode> episodes() {
    Map<String, List<long[]>> open = new TreeMap<>();
    for (Series series : recorded.of(Metric.VERDICT_ACTIVE)) {
      List<long[]> spells = open.computeIfAbsent(name(series), name -> new ArrayList<>());
      for (int i = 0; i < series.timesMs().length; i++) {
        if (series.max()[i] > 0) {
          spells.add(new long[] {series.timesMs()[i], series.timesMs()[i]});
        }
      }
    }
    List<Episode> episodes = new ArrayList<>();
    open.forEach((name, spells) -> joined(spells).forEach(one -> episodes.add(episode(name, one))));
    episodes.sort(Comparator.comparingLong(Episode::fromMs).thenComparing(Episode::symptom));
    return episodes;
  }

  private static String name(Series series) {
    return Recorded.label(series, SYMPTOM).orElse("")
        + '\n'
        + Recorded.label(series, SERVICE).orElse("");
  }

  // A finding may change its severity and its cause, which are labels, while it is open.
  private List<long[]> joined(List<long[]> spells) {
    spells.sort(Comparator.comparingLong(spell -> spell[0]));
    long apartMs = Math.max(GAP_MS, 6 * recorded.span().stepMs());
    List<long[]> joined = new ArrayList<>();
    for (long[] spell : spells) {
      long[] last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && spell[0] - last[1] <= apartMs) {
        last[1] = Math.max(last[1], spell[1]);
      } else {
        joined.add(spell);
      }
    }
    return joined;
  }

  private Episode episode(String name, long[] spell) {
    Map<Suspect, Double> weights = new HashMap<>();
    Map<Suspect, Double> highest = new HashMap<>();
    for (Series series : recorded.of(Metric.VERDICT_SHARE)) {
      Suspect suspect =
          new Suspect(
              Recorded.label(series, "client.name").orElse(""),
              Recorded.label(series, "rpc.method").orElse(""));
      for (int i = 0; i < series.timesMs().length && name(series).equals(name); i++) {
        if (series.timesMs()[i] >= spell[0] && series.timesMs()[i] <= spell[1]) {
          weights.merge(suspect, series.max()[i], Double::sum);
          highest.merge(suspect, series.max()[i], Math::max);
        }
      }
    }
    Optional<Suspect> first =
        weights.entrySet().stream()
            .max(Comparator.comparingDouble((Map.Entry<Suspect, Double> each) -> each.getValue()))
            .map(Map.Entry::getKey);
    int split = name.indexOf('\n');
    return new Episode(
        name.substring(0, split),
        name.substring(split + 1),
        spell[0],
        Math.max(spell[1], spell[0] + recorded.span().stepMs()),
        first,
        first.map(suspect -> highest.getOrDefault(suspect, 0.0)).orElse(0.0));
  }

  /** Everything, the first first. */
  List<Event> events(List<Episode> episodes) {
    List<Event> events = new ArrayList<>();
    for (Episode episode : episodes) {
      String where = episode.service().isEmpty() ? "" : " of " + episode.service();
      events.add(
          new Event(
              episode.fromMs(), episode.title() + where + " leaves its baseline" + blame(episode)));
      if (episode.toMs() < recorded.span().toMs() - GAP_MS) {
        events.add(new Event(episode.toMs(), episode.title() + where + " is back at its baseline"));
      }
    }
    deaths().forEach(events::add);
    steps(events, Metric.RESTARTS, "a JVM took the place of one that had ended");
    steps(events, Metric.HOST_OOM_KILLS, "the kernel killed a process for memory");
    steps(events, Metric.OUT_OF_MEMORY, "an OutOfMemoryError ended a request or a task");
    gaps(events);
    events.sort(Comparator.comparingLong(Event::epochMs).thenComparing(Event::what));
    return events.size() <= MAX_EVENTS ? events : events.subList(0, MAX_EVENTS);
  }

  private static String blame(Episode episode) {
    return episode
        .suspect()
        .map(
            suspect ->
                "; named: %s, through %s, up to %s of what feeds it"
                    .formatted(
                        suspect.client(), suspect.handler(), Figures.percent(episode.share())))
        .orElse("; nobody is named");
  }

  /** JVMs that ended, each with who was heaviest in its last ten seconds. */
  List<Event> deaths() {
    Map<String, Event> deaths = new TreeMap<>();
    for (Series series : recorded.of(Metric.LAST_DEATH)) {
      for (double seconds : series.last()) {
        long ms = Math.round(seconds * 1000);
        if (recorded.span().contains(ms) && isOfInterest(series)) {
          String what = death(series);
          deaths.put(ms + what, new Event(ms, what));
        }
      }
    }
    return List.copyOf(deaths.values());
  }

  // Every command written in Java ends; what did no work for anybody is news if it was killed.
  private static boolean isOfInterest(Series series) {
    String exit = Recorded.label(series, "tidemark.exit").orElse("");
    return !Recorded.label(series, "client.name").orElse("").isEmpty()
        || exit.equals("oom_kill")
        || exit.equals("unclean");
  }

  private static String death(Series series) {
    String client = Recorded.label(series, "client.name").orElse("");
    return "%s (%s) ended: %s%s"
        .formatted(
            series.key().service(),
            series.key().instance(),
            Recorded.label(series, "tidemark.exit").orElse("").replace('_', ' '),
            client.isEmpty()
                ? ""
                : "; heaviest in its last 10 s: %s via %s"
                    .formatted(client, Recorded.label(series, "rpc.method").orElse("")));
  }

  private void steps(List<Event> events, Metric metric, String what) {
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
          String times = grown > 1 ? ", " + Figures.amount(grown) + " times" : "";
          String where = series.key().host() ? "" : series.key().service() + ": ";
          events.add(new Event(series.timesMs()[i], where + what + times));
        }
      }
    }
  }

  private void gaps(List<Event> events) {
    long least = Math.max(GAP_MS, 6 * recorded.span().stepMs());
    List<Long> times = new ArrayList<>();
    for (Series series : recorded.of(Metric.COLLECTOR_INFO)) {
      for (long ms : series.timesMs()) {
        times.add(ms);
      }
    }
    times.sort(Comparator.naturalOrder());
    for (int i = 1; i < times.size(); i++) {
      long seconds = (times.get(i) - times.get(i - 1)) / 1000;
      if (seconds * 1000 > least) {
        events.add(new Event(times.get(i - 1), "nothing was measured for " + seconds + " s"));
      }
    }
  }
}

package io.tidemark.collector.postmortem;

import io.tidemark.collector.store.Series;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** When which finding was open, by what the collector kept of its own verdicts. */
final class Episodes {
  /** Less than this between two samples is no gap. */
  static final long GAP_MS = 15_000;

  private static final String SYMPTOM = "tidemark.verdict.symptom";
  private static final String SERVICE = "tidemark.verdict.service";

  private final Recorded recorded;

  private Episodes(Recorded recorded) {
    this.recorded = recorded;
  }

  /**
   * A finding that was open for a while.
   *
   * @param service empty for the host
   * @param fromMs when the symptom left its baseline; the finding opened seconds later
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

  /** The findings, the first first. */
  static List<Episode> of(Recorded recorded) {
    return new Episodes(recorded).all();
  }

  private List<Episode> all() {
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
    long fromMs = Math.max(recorded.span().fromMs(), onsetMs(name, spell));
    return new Episode(
        name.substring(0, split),
        name.substring(split + 1),
        fromMs,
        Math.max(spell[1], fromMs + recorded.span().stepMs()),
        first,
        first.map(suspect -> highest.getOrDefault(suspect, 0.0)).orElse(0.0));
  }

  // A point's time is that of its last sample, which may be much later; the finding's age is exact.
  private long onsetMs(String name, long[] spell) {
    long onsetMs = spell[0];
    for (Series series : recorded.of(Metric.VERDICT_AGE)) {
      for (int i = 0; i < series.timesMs().length && name(series).equals(name); i++) {
        long ms = series.timesMs()[i];
        if (ms >= spell[0] && ms <= spell[1]) {
          onsetMs = Math.min(onsetMs, ms - Math.round(1000 * series.last()[i]));
          break;
        }
      }
    }
    return onsetMs;
  }
}

package io.tidemark.collector.export;

import io.tidemark.collector.sample.NumberSample;
import io.tidemark.collector.sample.Sample;
import io.tidemark.collector.sample.Snapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Shows each reader the last snapshot, with the maxima since that reader asked last: what is over
 * within one scrape interval is still seen, and two readers take nothing from each other.
 *
 * <p>A series that is gone by the time of reading is shown once more. A reader that is new, or that
 * was forgotten because {@value #MAX_READERS} others asked since, gets the maxima of the last
 * minute; so whoever invents readers does no harm. A reader that asks twice within one sample gets
 * that sample's values the second time. Thread-safe.
 */
public final class Readers implements Consumer<Snapshot> {
  /** Readers that come and go; those of {@link #reader()} are not among them. */
  static final int MAX_READERS = 16;

  private static final int STEPS = 7;
  private static final long STEP_MS = 10_000;

  /** What was highest from a time on, for ten seconds. */
  private record Step(long startMs, Peaks peaks) {}

  private final Map<String, Peaks> passing = new LinkedHashMap<>(MAX_READERS * 2, 0.75f, true);
  private final List<Peaks> permanent = new ArrayList<>();
  private final Deque<Step> lastMinute = new ArrayDeque<>(); // oldest first
  private Snapshot latest = Snapshot.NONE;
  private List<NumberSample> latestMaxima = List.of();

  /** Takes the next snapshot; to be called with every one. */
  @Override
  public synchronized void accept(Snapshot snapshot) {
    latest = snapshot;
    latestMaxima = maxima(snapshot);
    step(snapshot.epochMs()).addAll(latestMaxima);
    passing.values().forEach(peaks -> peaks.addAll(latestMaxima));
    permanent.forEach(peaks -> peaks.addAll(latestMaxima));
  }

  private static List<NumberSample> maxima(Snapshot snapshot) {
    List<NumberSample> maxima = new ArrayList<>();
    for (Sample sample : snapshot.samples()) {
      if (sample.metric().isMaximum() && sample instanceof NumberSample number) {
        maxima.add(number);
      }
    }
    return maxima;
  }

  private Peaks step(long nowMs) {
    Step newest = lastMinute.peekLast();
    if (newest != null && nowMs < newest.startMs()) {
      lastMinute.clear(); // the clock was set back
      newest = null;
    }
    if (newest == null || nowMs - newest.startMs() >= STEP_MS) {
      newest = new Step(nowMs, new Peaks());
      lastMinute.addLast(newest);
    }
    while (nowMs - lastMinute.getFirst().startMs() >= STEPS * STEP_MS) {
      lastMinute.removeFirst();
    }
    return newest.peaks();
  }

  /** The last snapshot, whoever asks; its maxima are those of its own second. */
  public synchronized Snapshot latest() {
    return latest;
  }

  /**
   * The last snapshot for a reader that comes by.
   *
   * @param name what the reader is known by
   */
  public synchronized Snapshot read(String name) {
    Peaks peaks = passing.get(name);
    if (peaks == null) {
      peaks = new Peaks();
      for (Step step : lastMinute) {
        peaks.addAll(step.peaks().highest());
      }
      passing.put(name, peaks);
      if (passing.size() > MAX_READERS) {
        passing.remove(passing.keySet().iterator().next()); // the one that asked longest ago
      }
    }
    return take(peaks);
  }

  /** A reader of its own that is never forgotten; each call of the supplier reads. */
  public synchronized Supplier<Snapshot> reader() {
    Peaks peaks = new Peaks();
    permanent.add(peaks);
    peaks.addAll(latestMaxima);
    return () -> {
      synchronized (this) {
        return take(peaks);
      }
    };
  }

  private Snapshot take(Peaks peaks) {
    peaks.addAll(latestMaxima);
    Collection<NumberSample> highest = peaks.highest();
    List<Sample> samples = new ArrayList<>(latest.samples().size() + highest.size());
    for (Sample sample : latest.samples()) {
      if (!sample.metric().isMaximum()) {
        samples.add(sample);
      }
    }
    samples.addAll(highest);
    peaks.clear();
    return new Snapshot(latest.epochMs(), samples);
  }
}

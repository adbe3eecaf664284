package io.tidemark.collector.top;

import io.tidemark.collector.page.LedgerRing;
import io.tidemark.collector.remote.JsonValue;
import io.tidemark.collector.signal.CollectorSettings;
import io.tidemark.collector.signal.Sampler;
import io.tidemark.collector.signal.Tally;
import io.tidemark.collector.verdict.Verdict;
import io.tidemark.collector.verdict.VerdictJson;
import io.tidemark.collector.who.ReportJson;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What can be seen from here without a collector: all that one samples, once a second, since this
 * was made. It changes nothing, and keeps no more than the window.
 */
public final class LocalWatch implements Watch {
  private final AtomicReference<Verdict> verdict = new AtomicReference<>(Verdict.NONE);
  private final Sampler sampler;
  private final LedgerRing ring;
  private final Clock clock;

  private LocalWatch(CollectorSettings settings, Duration window, Clock clock) {
    this.sampler =
        Sampler.start(
            settings, new Tally(), snapshot -> {}, (judged, moment) -> verdict.set(judged));
    this.ring = new LedgerRing(sampler::latest, window);
    this.clock = clock;
  }

  /**
   * Begins to look.
   *
   * @param settings of a {@link CollectorSettings#guest}
   * @param window how far back rates go, once there is that much
   */
  public static LocalWatch start(CollectorSettings settings, Duration window, Clock clock) {
    LocalWatch watch = new LocalWatch(settings, window, clock);
    watch.ring.start();
    return watch;
  }

  @Override
  public Moment now() throws IOException {
    return new Moment(
        clock.millis(),
        "this host",
        JsonValue.parse(
            ReportJson.of(ring.report(), sampler.deaths().newestFirst(), clock.millis())),
        verdict(),
        Vitals.of(sampler.latest()));
  }

  /** What the engine holds, which has learned no more than since this was made. */
  public JsonValue verdict() throws IOException {
    return JsonValue.parse(VerdictJson.of(Objects.requireNonNull(verdict.get())));
  }

  @Override
  public void close() {
    ring.close();
    sampler.close();
  }
}

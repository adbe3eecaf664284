package io.tidemark.collector.verdict;

import io.tidemark.collector.sample.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says from one snapshot to the next what is wrong, who causes it and how long is left. Pure: the
 * same snapshots give the same verdicts, and the only clock is theirs.
 *
 * <p>A step is a second, or the time between two snapshots if that is longer; snapshots in between
 * change nothing. All rates are those of the last five seconds. After a clock that was set back it
 * begins anew.
 *
 * <p>Bounded: at most {@value #MAX_PLACES} services, the rows of their ledgers, and {@link
 * Verdict#MAX_FINDINGS} findings. For one thread.
 */
public final class VerdictEngine {
  private static final int MAX_PLACES = 64;
  private static final double MANY_DIALS_PER_SECOND = 50;
  private static final long STEP_MS = 950;
  private static final long GAP_MS = 120_000;

  private final Map<String, Place> services = new TreeMap<>();
  private final Map<String, Open> open = new TreeMap<>();
  private Place host = new Place("");
  private Ledgers ledgers = new Ledgers();
  private Gauges gauges = new Gauges();
  private Destinations destinations = new Destinations();
  private Steps steps = new Steps();
  private long lastMs;
  private Verdict last = Verdict.NONE;
  private Moment moment = Moment.NONE;

  /** Takes the next snapshot and says what holds now. */
  public Verdict accept(Snapshot snapshot) {
    long nowMs = snapshot.epochMs();
    if (nowMs < lastMs || (lastMs > 0 && nowMs - lastMs > GAP_MS)) {
      forget();
      // Whoever was told that a finding opened is told that it is followed no longer.
      last = last.with(nowMs, closeAll());
    }
    if (lastMs > 0 && nowMs - lastMs < STEP_MS) {
      return unchanged();
    }
    int slot = steps.begin();
    host.clear(slot);
    services.values().forEach(place -> place.clear(slot));
    ledgers.read(
        snapshot.samples(),
        nowMs,
        (service, client, handler, added, active) -> {
          Place place = place(service);
          if (place != null) {
            place.row(client, handler).add(slot, added, active);
          }
        });
    gauges.read(snapshot.samples(), nowMs);
    destinations.read(snapshot.samples());
    forgetServicesThatAreGone();
    gauges.services().forEach(this::place);
    boolean first = lastMs == 0;
    double seconds = first ? 1 : (nowMs - lastMs) / 1000.0;
    steps.end(seconds);
    lastMs = nowMs;
    if (!first) {
      last = judge(nowMs, seconds);
      moment = Moments.of(nowMs, seconds, slot, services.values(), gauges);
    }
    return last;
  }

  /** The last step in figures; {@link Moment#NONE} before the first that a rate is known of. */
  public Moment moment() {
    return moment;
  }

  /** What was said last, at which nothing changed. */
  private Verdict unchanged() {
    return last.with(last.epochMs(), List.of());
  }

  private List<Change> closeAll() {
    List<Change> closed = new ArrayList<>();
    for (Open each : open.values()) {
      if (each.last != null) {
        closed.add(new Change(Change.Kind.CLOSED, each.last));
      }
    }
    open.clear();
    return closed;
  }

  // A host on which short programs run has many names of services in a month.
  private void forgetServicesThatAreGone() {
    if (services.size() >= MAX_PLACES) {
      services
          .values()
          .removeIf(
              place ->
                  !gauges.services().contains(place.service)
                      && !place.hasTraffic()
                      && place.watches().values().stream().noneMatch(Watch::isOn));
    }
  }

  private void forget() {
    services.clear();
    host = new Place("");
    ledgers = new Ledgers();
    gauges = new Gauges();
    destinations = new Destinations();
    steps = new Steps();
    lastMs = 0;
    last = Verdict.NONE;
    moment = Moment.NONE;
  }

  private @Nullable Place place(String service) {
    Place place = services.get(service);
    if (place == null && !service.isEmpty() && services.size() < MAX_PLACES) {
      place = new Place(service);
      services.put(service, place);
    }
    return place;
  }

  private Verdict judge(long nowMs, double seconds) {
    Clients everybody = new Clients();
    boolean knows = true;
    boolean warm = true;
    for (Place place : services.values()) {
      place.close(steps);
      place.learnAnewIfAllHaveGrown();
      everybody.addAll(place.clients().all());
      double death = gauges.of(place.service).lastDeathSeconds;
      place.died(death, nowMs, gauges.heaviestOfTheDead(place.service));
      new Readings(place, gauges, nowMs).readService();
      warm &= gauges.of(place.service).youngestSeconds >= Readings.WARM_SECONDS;
      knows &= place.knows() || !place.hasTraffic();
    }
    new Readings(host, gauges, nowMs).readHost(seconds, warm);
    List<Change> changes = new ArrayList<>();
    for (Place place : services.values()) {
      follow(place, place.clients(), place.knows(), changes);
    }
    follow(host, everybody, knows, changes);
    Verdict verdict =
        new Judgement(
                services.values(), host, everybody, gauges, destinations, open.values(), nowMs)
            .verdict(changes);
    learn(nowMs);
    return verdict;
  }

  // An open finding lives as long as its watch is on.
  private void follow(Place place, Clients clients, boolean knows, List<Change> changes) {
    Set<String> accused = Aftermath.accused(open.values(), place, host, lastMs);
    for (Stage stage : Stage.values()) {
      String key = stage.ordinal() + "\n" + place.service;
      boolean on = stage.isSymptom() && place.watch(stage).isOn();
      Open finding = open.get(key);
      if (!on) {
        if (finding != null) {
          open.remove(key);
          if (stage == Stage.KILLS) {
            place.absolve();
          }
          if (finding.last != null) {
            changes.add(new Change(Change.Kind.CLOSED, finding.last));
          }
        }
        continue;
      }
      if (finding == null) {
        finding = new Open(stage, place, place.service, place.watch(stage).sinceEpochMs());
        open.put(key, finding);
      }
      Attribution.Answer answer =
          Aftermath.without(Attribution.of(stage, clients, knows), clients, accused);
      if (stage == Stage.KILLS && answer.clients().isEmpty()) {
        answer = ofTheDead(place, clients, answer);
      }
      finding.update(outside(stage, clients, answer), clients);
    }
  }

  private static Attribution.Answer ofTheDead(
      Place place, Clients clients, Attribution.Answer otherwise) {
    Map.Entry<String, Integer> blamed = place.mostBlamed();
    if (blamed == null) {
      return otherwise;
    }
    Attribution.Answer answer = Attribution.ofTheDead(clients, blamed.getKey(), blamed.getValue());
    return answer.clients().isEmpty() ? otherwise : answer;
  }

  // Sockets that the host saw begin and no ledger has: of programs without the agent.
  private Attribution.Answer outside(Stage stage, Clients clients, Attribution.Answer answer) {
    double dialled = gauges.ports().dialRate();
    double known = clients.recent(Amount.DIALS);
    return stage == Stage.PORTS && dialled >= MANY_DIALS_PER_SECOND && known < 0.4 * dialled
        ? new Attribution.Answer(Cause.UNATTRIBUTED, Amount.DIALS, List.of(), 1 - known / dialled)
        : answer;
  }

  private void learn(long nowMs) {
    boolean dials = gauges.ports().dialRate() >= MANY_DIALS_PER_SECOND;
    boolean hostQuiet = !host.isDisturbed(nowMs, dials);
    if (hostQuiet) {
      host.learn(steps);
    }
    for (Place place : services.values()) {
      boolean warm = gauges.of(place.service).youngestSeconds >= 5;
      boolean works = place.hasTraffic() || !place.hasRows();
      if (hostQuiet && warm && works && !place.isDisturbed(nowMs, dials)) {
        place.learn(steps);
        destinations.learn(place.service);
      }
    }
  }
}

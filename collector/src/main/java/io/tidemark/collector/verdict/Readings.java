package io.tidemark.collector.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Brings the newest values to the watches of a place, and decides which are away from their
 * baseline.
 *
 * <p>Bounds in rates and amounts are those of {@code alerts/thresholds.yml} where it has them, at a
 * tenth of the time: a value must also be a multiple of its own baseline. A process in its first
 * seconds loads classes, fills pools and compiles, which is no symptom.
 */
final class Readings {
  static final double WARM_SECONDS = 10;
  private static final double WARM_LATENCY_SECONDS = 30;

  private static final int RISING_STEPS = 3;

  /** Back is so much of what away is. */
  private static final double BACK = 0.6;

  private final Place place;
  private final Gauges gauges;
  private final long nowMs;

  Readings(Place place, Gauges gauges, long nowMs) {
    this.place = place;
    this.gauges = gauges;
    this.nowMs = nowMs;
  }

  /** Of a service. */
  void readService() {
    Gauges.OfService of = gauges.of(place.service);
    boolean warm = of.youngestSeconds >= WARM_SECONDS;
    rate(Stage.ITEMS, Amount.ITEMS, 1000, 3, warm);
    rate(Stage.TASKS, Amount.TASKS, 200, 3, warm);
    rate(Stage.DIALS, Amount.DIALS, 50, 3, warm);
    dialFailures();
    logs(warm);
    threads(of, warm);
    pauses(of, warm);
    memory(of, warm);
    kills();
    errors(warm);
    latency(of.youngestSeconds >= WARM_LATENCY_SECONDS);
  }

  /**
   * Of the host.
   *
   * @param warm whether no service fills its pools, having just started
   */
  void readHost(double seconds, boolean warm) {
    Ports ports = gauges.ports();
    Watch timeWait = place.watch(Stage.TIME_WAIT);
    grown(timeWait, ports.timeWait(), 2000, 3, true);
    ports(ports, warm);
    Watch listen = place.watch(Stage.LISTEN_QUEUE);
    grown(listen, ports.listenDropsSince() / seconds, 1, 3, true);
  }

  private void rate(Stage stage, Amount amount, double floor, double factor, boolean warm) {
    Watch watch = place.watch(stage);
    // What was over before the newest step is not going on.
    boolean goesOn = place.newest(amount) >= 0.3 * floor;
    grown(watch, place.clients().recent(amount), floor, factor, warm && goesOn);
  }

  private void grown(Watch watch, double value, double floor, double factor, boolean may) {
    double bar = Math.max(floor, factor * watch.usualOrZero());
    watch.update(nowMs, value, may && watch.knows() && value >= bar, value < BACK * bar);
  }

  private void ports(Ports ports, boolean warm) {
    Watch watch = place.watch(Stage.PORTS);
    double left = ports.secondsLeft().orElse(Double.POSITIVE_INFINITY);
    double share = ports.usedShare();
    boolean away =
        (left <= 30 && (warm || share >= 0.25))
            || (left <= 60 && share >= 0.25)
            || share >= 0.9
            || (share >= 0.5 && watch.knows() && share >= 2 * watch.usualOrZero());
    boolean back = left > 120 && share < Math.max(0.4, 1.5 * watch.usualOrZero());
    watch.update(nowMs, share, away, back);
  }

  // For want of a port, none is usual; for other reasons, what is usual is not known at first.
  private void dialFailures() {
    Watch watch = place.watch(Stage.DIAL_FAILURES);
    Clients clients = place.clients();
    double failed = clients.recent(Amount.FAILED_DIALS);
    boolean goesOn = place.newest(Amount.FAILED_DIALS) >= 1;
    boolean portless = clients.recent(Amount.PORTLESS_DIALS) >= 5;
    double bar = Math.max(5, 3 * watch.usualOrZero());
    boolean away = goesOn && failed >= bar && (portless || watch.knows());
    watch.update(nowMs, failed, away, failed < BACK * bar);
  }

  private void logs(boolean warm) {
    Watch watch = place.watch(Stage.LOGS);
    double events = place.clients().recent(Amount.LOG_EVENTS);
    boolean blocked = place.clients().recent(Amount.LOG_BLOCKED) >= 2;
    boolean goesOn = place.newest(Amount.LOG_EVENTS) >= 20;
    double bar = Math.max(blocked ? 20 : 100, 5 * watch.usualOrZero());
    watch.update(
        nowMs, events, warm && goesOn && watch.knows() && events >= bar, events < BACK * bar);
  }

  private void threads(Gauges.OfService of, boolean warm) {
    Watch watch = place.watch(Stage.THREADS);
    double usual = watch.usualOrZero();
    boolean away = warm && watch.knows() && of.threads >= 2 * usual && of.threads >= usual + 100;
    boolean back = of.threads < Math.max(1.4 * usual, usual + 60);
    watch.update(nowMs, of.threads, away, back);
  }

  private void pauses(Gauges.OfService of, boolean warm) {
    Watch watch = place.watch(Stage.PAUSES);
    // Of a JVM without the agent little is known; on a busy host its pauses are the host's.
    double bar = Math.max(place.hasRows() ? 0.1 : 0.3, 3 * watch.usualOrZero());
    // The share is of ten seconds, and a single pause stays in it for as long; one that rises from
    // second to second is many pauses, and need not have come to its height.
    if (place.hasRows() && place.rising(of.stopped) >= RISING_STEPS) {
      bar = Math.min(bar, Math.max(bar / 2, 5 * watch.usualOrZero()));
    }
    boolean stands = of.pauseAgeSeconds >= (place.hasRows() && warm ? 2 : 5);
    double value = stands ? Math.max(of.stopped, 0.2) : of.stopped;
    boolean known = watch.knows() || of.stopped >= 0.25;
    boolean away = stands || (warm && known && of.stopped >= bar);
    watch.update(nowMs, value, away, !stands && of.stopped < BACK * bar);
  }

  private void memory(Gauges.OfService of, boolean warm) {
    Watch watch = place.watch(Stage.MEMORY);
    double usual = watch.usualOrZero();
    boolean away = warm && watch.knows() && of.memoryShare >= Math.max(0.9, usual + 0.1);
    watch.update(nowMs, of.memoryShare, away, of.memoryShare < Math.max(0.85, usual + 0.05));
  }

  // An unclean end alone may be how this service is deployed; in trouble or repeated it is not.
  private void kills() {
    Watch watch = place.watch(Stage.KILLS);
    int crashes = gauges.crashes(place.service, nowMs);
    int loops = gauges.loops(place.service);
    double kills = gauges.kills(place.service, nowMs);
    kills += inTrouble() ? crashes : loops;
    watch.update(nowMs, kills, kills > 0, kills == 0);
  }

  private void errors(boolean warm) {
    Watch watch = place.watch(Stage.ERRORS);
    Clients clients = place.clients();
    double errors = clients.recent(Amount.ERRORS);
    double bar =
        Math.max(Math.max(10, 5 * watch.usualOrZero()), 0.1 * clients.recent(Amount.REQUESTS));
    boolean goesOn = place.newest(Amount.ERRORS) >= 3;
    watch.update(
        nowMs, errors, warm && goesOn && watch.knows() && errors >= bar, errors < BACK * bar);
  }

  private boolean inTrouble() {
    for (Stage stage : Stage.values()) {
      if (stage != Stage.KILLS && place.watch(stage).isOn()) {
        return true;
      }
    }
    return false;
  }

  /** A client's latency beside its own baseline. */
  private record Slower(double addedSeconds, double ratio, double weight) {}

  private void latency(boolean warm) {
    Watch watch = place.watch(Stage.LATENCY);
    List<Slower> all = new ArrayList<>();
    double weight = 0;
    for (Client client : place.clients().all()) {
      OptionalDouble usual = client.usualLatency();
      double requests = client.usual(Amount.REQUESTS);
      if (client.nameable && usual.isPresent() && requests >= 0.2) {
        boolean stuck = client.latency().isEmpty() && client.active() > 0;
        double now = stuck ? Steps.RECENT_SECONDS : client.latency().orElse(usual.getAsDouble());
        double before = Math.max(usual.getAsDouble(), 1e-4);
        all.add(new Slower(now - before, now / before, requests));
        weight += requests;
      }
    }
    Slower middle = median(all, weight);
    boolean away = warm && place.knows() && middle.ratio() >= 4 && middle.addedSeconds() >= 0.06;
    boolean back = middle.ratio() < 2 || middle.addedSeconds() < 0.03;
    watch.update(nowMs, Math.max(0, middle.addedSeconds()), away, back);
  }

  private static Slower median(List<Slower> all, double weight) {
    all.sort(Comparator.comparingDouble(Slower::addedSeconds));
    double below = 0;
    for (Slower each : all) {
      below += each.weight();
      if (2 * below >= weight) {
        return each;
      }
    }
    return new Slower(0, 1, 0);
  }
}

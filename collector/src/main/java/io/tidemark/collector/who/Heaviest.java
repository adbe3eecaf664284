package io.tidemark.collector.who;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Finds what is heaviest between two readings, beside clients. Pure. */
final class Heaviest {
  private record Key(String service, String name) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::service).thenComparing(Key::name);
  }

  private final Ledger before;
  private final Ledger after;
  private final double seconds;

  Heaviest(Ledger before, Ledger after, double seconds) {
    this.before = before;
    this.after = after;
    this.seconds = seconds;
  }

  Findings find() {
    return new Findings(unbounded(), destination(), logSite());
  }

  // Of all that the JVMs have seen since they started: a missing limit does not come and go.
  private List<Findings.Handler> unbounded() {
    Map<Key, Unbounded> handlers = new TreeMap<>(Key.ORDER);
    for (Ledger.Jvm jvm : after.living()) {
      for (Unbounded each : jvm.named().unbounded()) {
        handlers.merge(new Key(jvm.service(), each.method()), each, Unbounded::plus);
      }
    }
    return handlers.entrySet().stream()
        .map(each -> new Findings.Handler(each.getKey().service(), each.getValue()))
        .toList();
  }

  private Findings.@Nullable Destination destination() {
    var heaviest =
        heaviest(
            named -> named.destinations(),
            DestinationCounts::name,
            DestinationCounts::since,
            DestinationCounts::plus,
            DestinationCounts::dials);
    if (heaviest == null) {
      return null;
    }
    DestinationCounts counts = heaviest.getValue();
    return new Findings.Destination(
        heaviest.getKey().service(),
        counts.name(),
        counts.dials() / seconds,
        (double) counts.failed() / counts.dials(),
        counts.medianLifeSeconds(),
        (double) counts.closedLocal() / Math.max(1, counts.closed()));
  }

  private Findings.@Nullable LogSite logSite() {
    var heaviest =
        heaviest(
            named -> named.logSites(),
            LogSiteCounts::site,
            LogSiteCounts::since,
            LogSiteCounts::plus,
            LogSiteCounts::events);
    if (heaviest == null) {
      return null;
    }
    LogSiteCounts counts = heaviest.getValue();
    return new Findings.LogSite(
        heaviest.getKey().service(),
        counts.site(),
        counts.events() / seconds,
        counts.blockedNs() / 1e9 / seconds);
  }

  private <C> Map.@Nullable Entry<Key, C> heaviest(
      Function<Named, List<C>> counts,
      Function<C, String> name,
      BinaryOperator<C> since,
      BinaryOperator<C> plus,
      ToLongFunction<C> weight) {
    Map<String, Map<String, C>> earlier = new HashMap<>();
    for (Ledger.Jvm jvm : before.living()) {
      Map<String, C> byName = earlier.computeIfAbsent(jvm.run(), run -> new HashMap<>());
      counts.apply(jvm.named()).forEach(each -> byName.put(name.apply(each), each));
    }
    Map<Key, C> grown = new TreeMap<>(Key.ORDER);
    for (Ledger.Jvm jvm : after.living()) {
      Map<String, C> from = earlier.getOrDefault(jvm.run(), Map.of());
      for (C each : counts.apply(jvm.named())) {
        C was = from.get(name.apply(each));
        grown.merge(
            new Key(jvm.service(), name.apply(each)),
            was == null ? each : since.apply(each, was),
            plus);
      }
    }
    return grown.entrySet().stream()
        .filter(each -> weight.applyAsLong(each.getValue()) > 0)
        .max(Comparator.comparingLong(each -> weight.applyAsLong(each.getValue())))
        .orElse(null);
  }
}

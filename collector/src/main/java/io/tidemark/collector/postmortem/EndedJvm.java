package io.tidemark.collector.postmortem;

import io.tidemark.collector.remote.JsonValue;
import io.tidemark.collector.store.Series;
import io.tidemark.collector.who.Figures;
import io.tidemark.segment.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A JVM that ended, with who was heaviest in its last seconds.
 *
 * @param instance or its process id, when nobody was there to number it
 * @param endMs when, in milliseconds since 1970; empty when nobody watched
 * @param exit how, as {@code tidemark.exit}
 * @param client who was heaviest; empty when nobody was, or it is not known
 * @param work what that client did last, in words; empty when it is not known
 */
record EndedJvm(
    String service,
    String instance,
    OptionalLong endMs,
    String exit,
    String client,
    String handler,
    String work) {
  static final List<String> HEADINGS =
      List.of(
          "#Ended",
          "Service",
          "Instance",
          "How",
          "Heaviest client",
          "Handler",
          "In its last seconds");

  static final int MAX_SHOWN = 50;

  /** What a collector notes and a store keeps of the same end differs by less. */
  private static final long SAME_MS = 5_000;

  /**
   * Those of a span, the first first; those whose end nobody saw come last.
   *
   * @param told as {@code /api/v1/deaths} has them
   */
  static List<EndedJvm> of(Recorded recorded, List<JsonValue> told) {
    List<EndedJvm> ended = new ArrayList<>();
    for (JsonValue each : told) {
      EndedJvm jvm = of(each);
      boolean inSpan =
          jvm.endMs().isPresent()
              ? recorded.span().contains(jvm.endMs().getAsLong())
              : 1000 * each.get("started_epoch_seconds").orZero() < recorded.span().toMs();
      if (inSpan && jvm.isOfInterest()) {
        ended.add(jvm);
      }
    }
    for (Series series : recorded.of(Metric.LAST_DEATH)) {
      long before = 0;
      for (double seconds : series.last()) {
        long ms = Math.round(seconds * 1000);
        EndedJvm jvm = of(series, ms);
        boolean isNew = ms != before && ended.stream().noneMatch(jvm::isSame);
        if (isNew && recorded.span().contains(ms) && jvm.isOfInterest()) {
          ended.add(jvm);
        }
        before = ms;
      }
    }
    ended.sort(Comparator.comparingLong(jvm -> jvm.endMs().orElse(Long.MAX_VALUE)));
    return ended;
  }

  private static EndedJvm of(JsonValue death) {
    JsonValue heaviest = death.get("heaviest");
    OptionalDouble seconds = death.get("ended_epoch_seconds").number();
    String instance = death.get("instance").text();
    return new EndedJvm(
        death.get("service").text(),
        instance.isEmpty() ? "pid " + Math.round(death.get("pid").orZero()) : instance,
        seconds.isPresent()
            ? OptionalLong.of(Math.round(1000 * seconds.getAsDouble()))
            : OptionalLong.empty(),
        death.get("exit").text(),
        heaviest.get("client").text(),
        heaviest.get("method").text(),
        heaviest.isPresent() ? work(heaviest, death.get("window_seconds").number()) : "");
  }

  private static String work(JsonValue row, OptionalDouble window) {
    String per = window.isPresent() ? "/s" : " since its start";
    return "%s requests%s, %s of all; %s items%s, %s of all"
        .formatted(
            Figures.amount(row.get("requests_per_second").orZero()),
            per,
            Figures.percent(row.get("request_share").orZero()),
            Figures.amount(row.get("items_per_second").orZero()),
            per,
            Figures.percent(row.get("item_share").orZero()));
  }

  private static EndedJvm of(Series series, long ms) {
    return new EndedJvm(
        series.key().service(),
        series.key().instance(),
        OptionalLong.of(ms),
        Recorded.label(series, "tidemark.exit").orElse(""),
        Recorded.label(series, "client.name").orElse(""),
        Recorded.label(series, "rpc.method").orElse(""),
        "");
  }

  private boolean isSame(EndedJvm other) {
    return service.equals(other.service())
        && instance.equals(other.instance())
        && other.endMs().isPresent()
        && Math.abs(other.endMs().getAsLong() - endMs.orElse(0)) < SAME_MS;
  }

  // Every command written in Java ends; what did no work for anybody is news if it was killed.
  private boolean isOfInterest() {
    return !client.isEmpty() || exit.equals("oom_kill") || exit.equals("unclean");
  }

  /** In words, without the time. */
  String event() {
    return "%s (%s) ended: %s%s"
        .formatted(
            service,
            instance,
            exit.replace('_', ' '),
            client.isEmpty() ? "" : "; heaviest at the end: %s via %s".formatted(client, handler));
  }

  /** As rows of a table, as {@link #HEADINGS}. */
  static List<List<String>> table(List<EndedJvm> ended, Span span) {
    return ended.stream().limit(MAX_SHOWN).map(each -> each.row(span)).toList();
  }

  private List<String> row(Span span) {
    return List.of(
        endMs.isPresent() ? span.time(endMs.getAsLong()) : "not seen",
        service,
        instance,
        exit.replace('_', ' '),
        client.isEmpty() ? "nobody" : client,
        handler,
        work);
  }
}

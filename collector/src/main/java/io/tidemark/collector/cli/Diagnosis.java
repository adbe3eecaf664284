package io.tidemark.collector.cli;

import io.tidemark.collector.remote.CollectorClient;
import io.tidemark.collector.remote.JsonValue;
import io.tidemark.collector.top.Evidence;
import io.tidemark.collector.top.Line;
import io.tidemark.collector.top.LocalWatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The verdict that {@code who} tells beside its window: a running collector's, at once, or that of
 * an engine which saw the window alone, at its end.
 */
final class Diagnosis implements AutoCloseable {
  private static final String NOT_KNOWN = "null";

  private final Optional<CollectorClient> collector;
  private final Optional<LocalWatch> local;

  private Diagnosis(Optional<CollectorClient> collector, Optional<LocalWatch> local) {
    this.collector = collector;
    this.local = local;
  }

  /** Begins to look where nobody else does. */
  static Diagnosis begin(
      Optional<CollectorClient> collector, Supplier<Optional<LocalWatch>> local) {
    return new Diagnosis(collector, collector.isPresent() ? Optional.empty() : local.get());
  }

  /** What can be told before the window. */
  List<Line> early() {
    return collector.isPresent() ? lines(now()) : List.of();
  }

  /** What can be told after it alone: an engine without a baseline tells no more than symptoms. */
  List<Line> late() {
    JsonValue now = local.isPresent() ? now() : JsonValue.NONE;
    return now.get("findings").elements().isEmpty() ? List.of() : lines(now);
  }

  private static List<Line> lines(JsonValue verdict) {
    List<Line> lines = new ArrayList<>(Evidence.of(verdict));
    lines.add(new Line(Line.Style.PLAIN, ""));
    lines.add(new Line(Line.Style.PLAIN, "What clients did in the window:"));
    return lines;
  }

  /** The same within the answer for programs. */
  String addTo(String json) {
    JsonValue now = now();
    return "%s,\"diagnosis\":%s,\"diagnosis_by\":%s}"
        .formatted(
            json.substring(0, json.length() - 1),
            now.isPresent() ? now.toString() : NOT_KNOWN,
            collector.map(asked -> '"' + asked.toString() + '"').orElse(NOT_KNOWN));
  }

  /** Whom the verdict comes from. */
  String from() {
    return collector.map(asked -> "Verdict: " + asked + ". ").orElse("");
  }

  // A collector that has ended since is no reason to tell nothing of the window.
  private JsonValue now() {
    try {
      if (collector.isPresent()) {
        return collector.get().get("/api/v1/verdict");
      }
      return local.isPresent() ? local.get().verdict() : JsonValue.NONE;
    } catch (IOException e) {
      return JsonValue.NONE;
    }
  }

  @Override
  public void close() {
    local.ifPresent(LocalWatch::close);
  }
}

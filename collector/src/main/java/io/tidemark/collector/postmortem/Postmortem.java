package io.tidemark.collector.postmortem;

import io.tidemark.collector.remote.JsonValue;
import io.tidemark.collector.who.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The first draft of a post-mortem: a page of HTML without a script, which asks nobody for
 * anything. Its size is bounded by that of its charts and tables, whatever was kept.
 */
public final class Postmortem {
  private static final long MIN_MISSING_MS = 30_000;
  private static final long BEFORE_ONSET_MS = 10_000;
  private static final long MIN_BEFORE_MS = 10_000;
  private static final long MIN_SPAN_MS = 10_000;
  private static final int MAX_FINDINGS = 100;
  private static final int MAX_LAST_ROWS_OF = 5;
  private static final long LAST_MS = 30_000;

  private final Recorded recorded;
  private final Notes notes;
  private final Optional<Long> askedFromMs;
  private final List<Episodes.Episode> episodes;
  private final List<EndedJvm> ended;
  private final Heaviest heaviest;
  private final Measured measured;

  /**
   * What is known beside the series.
   *
   * @param madeMs when the report is made
   * @param from where the series come from, in words
   * @param verdictNow what the collector says now, in lines; empty when nobody is there to ask
   * @param deaths JVMs that ended at any time, as {@code /api/v1/deaths} has them
   * @param checks what the host allows to see and how it is set, in lines
   */
  public record Notes(
      long madeMs,
      String from,
      List<String> verdictNow,
      List<JsonValue> deaths,
      List<String> checks) {
    /** Copies the lists. */
    public Notes {
      verdictNow = List.copyOf(verdictNow);
      deaths = List.copyOf(deaths);
      checks = List.copyOf(checks);
    }
  }

  private Postmortem(Recorded recorded, Notes notes, Optional<Long> askedFromMs) {
    this.recorded = recorded;
    this.notes = notes;
    this.askedFromMs = askedFromMs;
    this.episodes = Episodes.of(recorded);
    this.ended = EndedJvm.of(recorded, notes.deaths());
    Span span = recorded.span();
    Optional<Span> before = before(span, episodes);
    this.heaviest = new Heaviest(recorded, during(span, episodes), before);
    this.measured = new Measured(recorded, before);
  }

  /**
   * What is known of the span, or of the end of it where less was kept; empty when nothing is.
   *
   * @throws IOException when the source cannot be read at all
   */
  public static Optional<Postmortem> of(SeriesSource source, Span span, Notes notes)
      throws IOException {
    Span asked = span;
    while (true) {
      Recorded recorded = new Recorded(source, asked);
      long[] times = recorded.sampledMs();
      if (times.length > 0) {
        return Optional.of(of(source, span, recorded, times[0] - asked.stepMs(), notes));
      }
      if (!recorded.whyNothing().isEmpty()) {
        throw new IOException(recorded.whyNothing());
      }
      long quarterMs = (asked.toMs() - asked.fromMs()) / 4;
      if (quarterMs < MIN_SPAN_MS) {
        return Optional.empty();
      }
      // Of a long time there are coarse points, which a store that is young does not have yet.
      asked = new Span(asked.toMs() - quarterMs, asked.toMs());
    }
  }

  private static Postmortem of(
      SeriesSource source, Span span, Recorded recorded, long fromMs, Notes notes) {
    if (fromMs - span.fromMs() <= Math.max(MIN_MISSING_MS, 2 * span.stepMs())) {
      return new Postmortem(recorded, notes, Optional.empty());
    }
    // Or all that is known would be drawn in a corner, and nothing be known of what was usual.
    Recorded kept = new Recorded(source, new Span(fromMs, span.toMs()));
    return new Postmortem(kept, notes, Optional.of(span.fromMs()));
  }

  /** Since when anything was kept, where that is later than was asked for; in milliseconds. */
  public Optional<Long> keptSinceMs() {
    return askedFromMs.map(asked -> recorded.span().fromMs());
  }

  private static Span during(Span span, List<Episodes.Episode> episodes) {
    if (episodes.isEmpty()) {
      return span;
    }
    long toMs = episodes.stream().mapToLong(Episodes.Episode::toMs).max().orElse(span.toMs());
    return new Span(episodes.get(0).fromMs(), Math.max(toMs, episodes.get(0).fromMs() + 1));
  }

  // A client works before what that does shows, and a point's rate reaches back for a step.
  private static Optional<Span> before(Span span, List<Episodes.Episode> episodes) {
    if (episodes.isEmpty()) {
      return Optional.empty();
    }
    long toMs = episodes.get(0).fromMs() - BEFORE_ONSET_MS - span.stepMs();
    return toMs - span.fromMs() < MIN_BEFORE_MS
        ? Optional.empty()
        : Optional.of(new Span(span.fromMs(), toMs));
  }

  /** The page. */
  public String html() {
    Span span = span();
    Html out = new Html();
    out.raw("<h1>Incident report</h1>\n");
    out.paragraph(
        "%s to %s, all times in UTC. Made %s from %s by Tidemark: a first draft, to be judged."
            .formatted(
                Html.day(span.fromMs()),
                Html.day(span.toMs()),
                Html.day(notes.madeMs()),
                notes.from()));
    askedFromMs.ifPresent(
        asked ->
            out.paragraph(
                "Asked for from %s; nothing was kept before %s."
                    .formatted(Html.day(asked), Html.day(span.fromMs()))));
    verdict(out);
    out.heading("Timeline");
    events(out);
    charts(out);
    out.heading(episodes.isEmpty() ? "Heaviest clients" : "Heaviest clients during the findings");
    out.table(Heaviest.HEADINGS, heaviest.table());
    ended(out);
    configuration(out);
    if (!recorded.missing().isEmpty()) {
      out.heading("Left out");
      out.list(recorded.missing());
    }
    return template()
        .replace("<!--title-->", "Incident report " + Html.day(span.fromMs()))
        .replace("<!--body-->", out.toString());
  }

  private void verdict(Html out) {
    out.heading("Verdict");
    out.raw("<p class=\"verdict\">").text(sentence()).raw("</p>\n");
    if (!episodes.isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      for (Episodes.Episode each : episodes) {
        rows.add(
            List.of(
                each.title(),
                each.service().isEmpty() ? "host" : each.service(),
                span().time(each.fromMs()),
                each.toMs() >= recorded.span().toMs() - 15_000
                    ? "goes on"
                    : span().time(each.toMs()),
                each.suspect().map(Episodes.Suspect::client).orElse("nobody"),
                each.suspect().map(Episodes.Suspect::handler).orElse(""),
                each.suspect().isPresent() ? Figures.percent(each.share()) : "",
                measured.of(each)));
      }
      out.table(
          List.of("Symptom", "Of", "#From", "#To", "Named", "Handler", "#Share, up to", "Highest"),
          rows.subList(0, Math.min(MAX_FINDINGS, rows.size())));
    }
    if (!notes.verdictNow().isEmpty()) {
      out.raw("<h3>What the collector says now</h3>\n<pre>");
      notes.verdictNow().forEach(line -> out.text(line).raw("\n"));
      out.raw("</pre>\n");
    }
  }

  /** Who was accused most, of most for longest. */
  private Optional<Episodes.Suspect> accused() {
    Map<Episodes.Suspect, Double> weights = new HashMap<>();
    for (Episodes.Episode each : episodes) {
      double weight = each.share() * (each.toMs() - each.fromMs());
      each.suspect().ifPresent(suspect -> weights.merge(suspect, weight, Double::sum));
    }
    return weights.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /** Who was accused most, for how many findings, and what they did. */
  private String sentence() {
    if (episodes.isEmpty()) {
      return "Nothing was found wrong in this time.";
    }
    Optional<Episodes.Suspect> first = accused();
    Span during = during(span(), episodes);
    String found =
        "%d %s between %s and %s"
            .formatted(
                episodes.size(),
                episodes.size() == 1 ? "finding" : "findings",
                span().time(during.fromMs()),
                span().time(during.toMs()));
    return first
        .map(
            suspect ->
                "%s, through %s, is behind %s of %s: %s."
                    .formatted(
                        suspect.client(),
                        suspect.handler(),
                        episodes.stream().filter(each -> each.suspect().equals(first)).count(),
                        found,
                        heaviest.sentence(suspect)))
        .orElse(found + ", and no client was named.");
  }

  private void events(Html out) {
    List<List<String>> rows = new ArrayList<>();
    Timeline.of(recorded, episodes, ended).forEach(event -> rows.add(Timeline.row(event, span())));
    if (rows.isEmpty()) {
      out.paragraph("Nothing happened that the collector knows of.");
    } else {
      out.table(Timeline.HEADINGS, rows);
    }
  }

  private void charts(Html out) {
    out.heading("What was measured");
    out.paragraph(
        "Shaded: while a finding was open. Dashed: a JVM ended. Each point stands for its highest"
            + " value. Who is accused of most is red.");
    List<Long> endsMs =
        ended.stream().flatMap(each -> each.endMs().stream().boxed()).limit(MAX_FINDINGS).toList();
    Set<String> accused = accused().map(suspect -> Set.of(suspect.client())).orElse(Set.of());
    Drawing drawing = new Drawing(span(), episodes, endsMs, accused);
    List<String> still = new ArrayList<>();
    for (Chart chart : Chart.values()) {
      List<Chart.Curve> curves = measured.curves(chart);
      if (curves.isEmpty()) {
        still.add(chart.title());
      } else {
        drawing.draw(out, chart.title(), curves);
      }
    }
    if (!still.isEmpty()) {
      out.paragraph("Always 0, or not measured: " + String.join("; ", still) + ".");
    }
  }

  private void ended(Html out) {
    out.heading("JVMs that ended");
    if (ended.isEmpty()) {
      out.paragraph("None that the collector saw, but for those that did no work for anybody.");
      return;
    }
    out.table(EndedJvm.HEADINGS, EndedJvm.table(ended, span()));
    if (ended.size() > EndedJvm.MAX_SHOWN) {
      out.paragraph("And " + (ended.size() - EndedJvm.MAX_SHOWN) + " more.");
    }
    ended.stream()
        .filter(each -> each.endMs().isPresent())
        .limit(MAX_LAST_ROWS_OF)
        .forEach(each -> lastRows(out, each, each.endMs().orElseThrow()));
  }

  private void lastRows(Html out, EndedJvm jvm, long endMs) {
    long lastMs = Math.max(LAST_MS, 3 * span().stepMs());
    // The last sample of it may have been taken, and is dated, just after its end.
    Span last = new Span(endMs - lastMs, endMs + span().stepMs());
    List<List<String>> rows = Heaviest.lastRows(recorded, last, jvm.service(), jvm.instance());
    if (!rows.isEmpty()) {
      out.raw("<h3>")
          .text(
              "Last rows of %s (%s), the %d s before %s"
                  .formatted(jvm.service(), jvm.instance(), lastMs / 1000, span().time(endMs)))
          .raw("</h3>\n");
      out.table(Heaviest.LAST_HEADINGS, rows);
    }
  }

  private void configuration(Html out) {
    Configuration configuration = new Configuration(recorded);
    out.heading("Configuration seen");
    out.paragraph("Collector " + String.join(", ", configuration.collectors()) + ".");
    out.table(Configuration.JVM_HEADINGS, configuration.jvms());
    out.table(Configuration.LIMIT_HEADINGS, configuration.limits());
    if (!notes.checks().isEmpty()) {
      out.raw("<h3>This host when the report was made</h3>\n");
      out.list(notes.checks());
    }
  }

  private Span span() {
    return recorded.span();
  }

  private static String template() {
    try (InputStream page = Postmortem.class.getResourceAsStream("report.html")) {
      if (page == null) {
        throw new IllegalStateException("report.html is not in the jar");
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

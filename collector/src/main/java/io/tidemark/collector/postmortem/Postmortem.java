package io.tidemark.collector.postmortem;

import io.tidemark.collector.store.Series;
import io.tidemark.collector.who.Figures;
import io.tidemark.segment.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first draft of a post-mortem: a page of HTML without a script, which asks nobody for
 * anything. Its size is bounded by that of its charts and tables, whatever was kept.
 */
public final class Postmortem {
  private final Recorded recorded;
  private final Notes notes;
  private final List<Timeline.Episode> episodes;
  private final Timeline timeline;
  private final Heaviest heaviest;

  /**
   * What is known beside the series.
   *
   * @param madeMs when the report is made
   * @param from where the series come from, in words
   * @param verdictNow what the collector says now, in lines; empty when nobody is there to ask
   * @param deaths JVMs that ended, a sentence each
   * @param checks what the host allows to see and how it is set, in lines
   */
  public record Notes(
      long madeMs, String from, List<String> verdictNow, List<String> deaths, List<String> checks) {
    /** Copies the lists. */
    public Notes {
      verdictNow = List.copyOf(verdictNow);
      deaths = List.copyOf(deaths);
      checks = List.copyOf(checks);
    }
  }

  private Postmortem(Recorded recorded, Notes notes) {
    this.recorded = recorded;
    this.notes = notes;
    this.timeline = new Timeline(recorded);
    this.episodes = timeline.episodes();
    Span span = recorded.span();
    Span during = during(span, episodes);
    boolean known = during.fromMs() - span.fromMs() >= span.stepMs();
    this.heaviest =
        new Heaviest(recorded, during, known ? new Span(span.fromMs(), during.fromMs()) : during);
  }

  /**
   * The page; empty when nothing is known of the span.
   *
   * @throws IOException when the source cannot be read at all
   */
  public static Optional<String> of(SeriesSource source, Span span, Notes notes)
      throws IOException {
    Recorded recorded = new Recorded(source, span);
    List<Series> collectors = recorded.of(Metric.COLLECTOR_INFO);
    if (collectors.isEmpty()) {
      if (!recorded.missing().isEmpty()) {
        throw new IOException(recorded.missing().get(0));
      }
      return Optional.empty();
    }
    return Optional.of(new Postmortem(recorded, notes).page());
  }

  private static Span during(Span span, List<Timeline.Episode> episodes) {
    if (episodes.isEmpty()) {
      return span;
    }
    long toMs = episodes.stream().mapToLong(Timeline.Episode::toMs).max().orElse(span.toMs());
    return new Span(episodes.get(0).fromMs(), Math.max(toMs, episodes.get(0).fromMs() + 1));
  }

  private String page() {
    Span span = recorded.span();
    Html out = new Html();
    out.raw("<h1>Incident report</h1>\n");
    out.paragraph(
        "%s to %s, all times in UTC. Made %s from %s by Tidemark: a first draft, to be judged."
            .formatted(
                Html.day(span.fromMs()),
                Html.day(span.toMs()),
                Html.day(notes.madeMs()),
                notes.from()));
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
      for (Timeline.Episode each : episodes) {
        rows.add(
            List.of(
                each.title(),
                each.service().isEmpty() ? "host" : each.service(),
                Html.time(each.fromMs()),
                each.toMs() >= recorded.span().toMs() - 15_000 ? "goes on" : Html.time(each.toMs()),
                each.suspect().map(Timeline.Suspect::client).orElse("nobody"),
                each.suspect().map(Timeline.Suspect::handler).orElse(""),
                each.suspect().isPresent() ? Figures.percent(each.share()) : ""));
      }
      out.table(
          List.of("Symptom", "Of", "#From", "#To", "Named", "Handler", "#Share, up to"),
          rows.subList(0, Math.min(100, rows.size())));
    }
    if (!notes.verdictNow().isEmpty()) {
      out.raw("<h3>What the collector says now</h3>\n<pre>");
      notes.verdictNow().forEach(line -> out.text(line).raw("\n"));
      out.raw("</pre>\n");
    }
  }

  /** Who was named most, for how many findings, and what they did. */
  private String sentence() {
    if (episodes.isEmpty()) {
      return "Nothing was found wrong in this time.";
    }
    Map<Timeline.Suspect, Double> weights = new HashMap<>();
    for (Timeline.Episode each : episodes) {
      each.suspect()
          .ifPresent(
              suspect ->
                  weights.merge(
                      suspect, each.share() * (each.toMs() - each.fromMs()), Double::sum));
    }
    Optional<Timeline.Suspect> first =
        weights.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    String found =
        "%d %s between %s and %s"
            .formatted(
                episodes.size(),
                episodes.size() == 1 ? "finding" : "findings",
                Html.time(episodes.get(0).fromMs()),
                Html.time(episodes.stream().mapToLong(Timeline.Episode::toMs).max().orElse(0)));
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
    timeline
        .events(episodes)
        .forEach(event -> rows.add(List.of(Html.time(event.epochMs()), event.what())));
    if (rows.isEmpty()) {
      out.paragraph("Nothing happened that the collector knows of.");
    } else {
      out.table(List.of("#Time", "What"), rows);
    }
  }

  private void charts(Html out) {
    out.heading("What was measured");
    out.paragraph("Shaded: while a finding was open. Each point stands for its highest value.");
    Drawing drawing = new Drawing(recorded.span(), episodes);
    List<String> still = new ArrayList<>();
    for (Chart chart : Chart.values()) {
      List<Chart.Curve> curves = chart.curves(recorded);
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
    List<String> ended = new ArrayList<>(notes.deaths());
    if (ended.isEmpty()) {
      timeline
          .deaths()
          .forEach(event -> ended.add(Html.time(event.epochMs()) + " " + event.what()));
    }
    if (ended.isEmpty()) {
      out.paragraph("None that the collector saw.");
    } else {
      out.list(ended);
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

package io.tidemark.collector.top;

import io.tidemark.collector.remote.JsonValue;
import io.tidemark.collector.who.Figures;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A verdict for people: its sentence, then each finding with its numbers and what to do. */
public final class Evidence {
  private static final int WIDTH = 100;
  private static final int MAX_FINDINGS = 5;
  private static final int MAX_NUMBERS = 4;
  private static final int MAX_VICTIMS = 5;
  private static final String INDENT = "  ";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private Evidence() {}

  /** The lines, of a verdict as {@code /api/v1/verdict} answers. */
  public static List<Line> of(JsonValue verdict) {
    List<Line> lines = new ArrayList<>();
    List<JsonValue> findings = verdict.get("findings").elements();
    add(lines, style(findings), verdict.get("sentence"), "");
    for (JsonValue finding : findings.subList(0, Math.min(MAX_FINDINGS, findings.size()))) {
      lines.add(Line.plain(""));
      add(lines, style(List.of(finding)), INDENT + head(finding), INDENT + INDENT);
      add(lines, Line.Style.PLAIN, INDENT + INDENT + numbers(finding), INDENT + INDENT);
      add(
          lines,
          Line.Style.PLAIN,
          INDENT
              + INDENT
              + "do: "
              + finding.get("advice").text()
              + " "
              + finding.get("runbook").text(),
          INDENT + INDENT);
    }
    if (findings.size() > MAX_FINDINGS) {
      lines.add(Line.plain(INDENT + "and " + (findings.size() - MAX_FINDINGS) + " more"));
    }
    addChain(lines, verdict.get("chain").elements());
    addVictims(lines, verdict.get("victims").elements());
    lines.removeIf(line -> line.text().isBlank() && line.style() != Line.Style.PLAIN);
    return lines;
  }

  private static Line.Style style(List<JsonValue> findings) {
    if (findings.isEmpty()) {
      return Line.Style.PLAIN;
    }
    return findings.stream().anyMatch(each -> each.get("severity").text().equals("critical"))
        ? Line.Style.CRITICAL
        : Line.Style.WARNING;
  }

  private static void add(List<Line> lines, Line.Style style, JsonValue text, String indent) {
    add(lines, style, text.text(), indent);
  }

  private static void add(List<Line> lines, Line.Style style, String text, String indent) {
    Cells.wrap(Cells.clean(text), WIDTH, indent).forEach(line -> lines.add(new Line(style, line)));
  }

  private static String head(JsonValue finding) {
    return "%s: %s of %s, since %s: %s"
        .formatted(
            finding.get("severity").text(),
            finding.get("symptom").text().replace('_', ' '),
            place(finding),
            time(finding),
            finding.get("sentence").text());
  }

  private static String place(JsonValue of) {
    String place = of.get("place").text();
    return place.isEmpty() ? "the host" : place;
  }

  private static String time(JsonValue of) {
    OptionalDouble ms = of.get("since_epoch_ms").number();
    return ms.isPresent() ? TIME.format(Instant.ofEpochMilli((long) ms.getAsDouble())) : "?";
  }

  private static String numbers(JsonValue finding) {
    return finding.get("numbers").elements().stream()
        .limit(MAX_NUMBERS)
        .map(Evidence::figure)
        .collect(Collectors.joining("; "));
  }

  private static String figure(JsonValue figure) {
    String unit = figure.get("unit").text();
    OptionalDouble usual = figure.get("usual").number();
    return figure.get("name").text()
        + " "
        + amount(figure.get("value").orZero(), unit)
        + (usual.isPresent() ? ", usually " + amount(usual.getAsDouble(), unit) : "");
  }

  private static String amount(double value, String unit) {
    return switch (unit) {
      case "1" -> Figures.percent(value);
      case "s" -> Figures.time(Math.max(0, value));
      case "1/s" -> Figures.amount(value) + "/s";
      default -> Figures.amount(value) + (unit.startsWith("{") ? "" : " " + unit);
    };
  }

  private static void addChain(List<Line> lines, List<JsonValue> chain) {
    if (chain.size() < 2) {
      return;
    }
    lines.add(Line.plain(""));
    String links =
        chain.stream()
            .map(link -> link.get("stage").text().replace('_', ' ') + " " + time(link))
            .collect(Collectors.joining(" > "));
    add(lines, Line.Style.PLAIN, INDENT + "in this order: " + links, INDENT + INDENT);
  }

  private static void addVictims(List<Line> lines, List<JsonValue> victims) {
    if (victims.isEmpty()) {
      return;
    }
    String names =
        victims.stream()
            .limit(MAX_VICTIMS)
            .map(victim -> victim.get("client").text())
            .collect(Collectors.joining(", "));
    int more = victims.size() - MAX_VICTIMS;
    add(
        lines,
        Line.Style.PLAIN,
        INDENT + "who suffers: " + names + (more > 0 ? " and " + more + " more" : ""),
        INDENT);
  }
}

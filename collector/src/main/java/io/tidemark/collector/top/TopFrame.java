package io.tidemark.collector.top;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A moment as lines of a terminal. Pure. */
public final class TopFrame {
  private static final int MIN_COLUMNS = 20;
  private static final int MAX_VERDICT_LINES = 4;
  private static final int SEVERAL_FROM_COLUMNS = 100;
  private static final String KEYS =
      "q quit  p pause  / filter  < > sort by  r reverse  j k scroll";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private TopFrame() {}

  /**
   * The whole screen: at most {@code rows} lines of at most {@code columns} cells.
   *
   * @param trouble why the last moment is not a newer one; empty as a rule
   */
  public static List<Line> screen(
      Moment moment, TopState state, int columns, int rows, String trouble) {
    int cells = Math.max(MIN_COLUMNS, columns);
    List<Line> lines = head(moment, state, cells, trouble);
    List<TopRow> all = state.rows(moment);
    int room = Math.max(0, rows - lines.size() - 2); // a heading, and the keys
    int first = Math.min(state.skipped(), Math.max(0, all.size() - room));
    List<TopRow> shown = all.subList(first, Math.min(all.size(), first + room));
    lines.addAll(table(moment, state, shown, cells));
    while (lines.size() < rows - 1) {
      lines.add(Line.plain(""));
    }
    lines.add(new Line(Line.Style.DIM, foot(state, all.size(), first, shown.size(), cells)));
    return List.copyOf(lines.subList(Math.max(0, lines.size() - Math.max(1, rows)), lines.size()));
  }

  /** Before the first moment. */
  static List<Line> waiting(String trouble) {
    return List.of(
        new Line(Line.Style.DIM, "tidemark top"),
        Line.plain(trouble.isEmpty() ? "looking .." : Cells.clean(trouble)));
  }

  /** The same for a pipe or a file: all rows, without keys. */
  public static List<Line> print(Moment moment, TopState state, int columns) {
    int cells = Math.max(MIN_COLUMNS, columns);
    List<Line> lines = head(moment, state, cells, "");
    lines.addAll(table(moment, state, state.rows(moment), cells));
    return lines;
  }

  private static List<Line> head(Moment moment, TopState state, int cells, String trouble) {
    List<Line> lines = new ArrayList<>();
    String window = Amounts.time(moment.who().get("window_seconds").orZero());
    String title =
        "tidemark top  %s  %s  last %s%s"
            .formatted(
                TIME.format(Instant.ofEpochMilli(moment.epochMs())),
                Cells.clean(moment.from()),
                window,
                state.paused() ? "  PAUSED" : "");
    lines.add(new Line(Line.Style.DIM, cut(title, cells)));
    List<String> verdict = Cells.wrap(moment.sentence(), cells, "");
    for (String each : verdict.subList(0, Math.min(MAX_VERDICT_LINES, verdict.size()))) {
      lines.add(new Line(moment.style(), each));
    }
    lines.add(Line.plain(cut(moment.vitals().line(), cells)));
    if (!trouble.isEmpty()) {
      lines.add(new Line(Line.Style.WARNING, cut(Cells.clean(trouble), cells)));
    }
    return lines;
  }

  private static List<Line> table(Moment moment, TopState state, List<TopRow> rows, int cells) {
    List<TopColumn> columns = columns(cells);
    int numbers = columns.stream().mapToInt(column -> column.width() + 1).sum();
    boolean services =
        cells >= SEVERAL_FROM_COLUMNS
            && moment.rows().stream().map(TopRow::service).distinct().count() > 1;
    Names names = Names.within(cells - numbers, services, rows);
    List<Line> lines = new ArrayList<>();
    StringBuilder heading = new StringBuilder(names.of("SERVICE", "CLIENT", "HANDLER"));
    for (TopColumn column : columns) {
      String mark = column != state.sort() ? "" : state.smallestFirst() ? "^" : "*";
      heading.append(right(mark + column.heading(), column.width() + 1));
    }
    lines.add(new Line(Line.Style.HEADING, cut(heading.toString(), cells)));
    for (TopRow row : rows) {
      StringBuilder line = new StringBuilder(names.of(row.service(), row.client(), row.handler()));
      columns.forEach(column -> line.append(' ').append(right(column.cell(row), column.width())));
      Line.Style style = row.suspect() ? Line.Style.SUSPECT : Line.Style.PLAIN;
      lines.add(new Line(style, cut(line.toString(), cells)));
    }
    if (rows.isEmpty()) {
      lines.add(Line.plain(state.filter().isEmpty() ? "no requests" : "no row has this"));
    }
    return lines;
  }

  // Of a narrow terminal the last columns are left out, for without names a row says nothing.
  private static List<TopColumn> columns(int cells) {
    List<TopColumn> columns = new ArrayList<>();
    int left = cells - Names.LEAST;
    for (TopColumn column : TopColumn.values()) {
      left -= column.width() + 1;
      if (left >= 0) {
        columns.add(column);
      }
    }
    return columns;
  }

  private static String foot(TopState state, int all, int first, int shown, int cells) {
    if (state.typing()) {
      return Cells.fit("filter: " + state.filter() + "_   Enter keeps it, Esc clears it", cells);
    }
    String filter = state.filter().isEmpty() ? "" : "  filter: " + state.filter();
    String place = all <= shown ? "" : "  %d-%d of %d".formatted(first + 1, first + shown, all);
    return cut(KEYS + place + filter, cells);
  }

  private static String right(String text, int cells) {
    return " ".repeat(Math.max(0, cells - Cells.width(text))) + text;
  }

  private static String cut(String text, int cells) {
    return Cells.fit(text, Math.min(cells, Cells.width(text)));
  }
}

package io.tidemark.collector.who;

import java.util.List;
import java.util.StringJoiner;

/**
 * A report for people: the verdict, who asked for what, what that caused, and what else is known;
 * the tables at most {@value #WIDTH} columns wide.
 */
public final class ReportText {
  static final int WIDTH = 100;
  private static final int MAX_ROWS = 20;
  private static final int SERVICE = 14;
  private static final int CLIENT = 18;
  private static final int HANDLER = 30;
  private static final String INDENT = "  ";
  private static final String EFFECTS = " %8s %8s %8s %8s %7s %5s";
  private static final String NUMBERS = " %6s %6s %7s %6s %9s %6s %4s";

  private ReportText() {}

  /**
   * The report in lines, each ended.
   *
   * @param deaths the JVMs that ended, newest first
   */
  public static String of(Report report, List<Death> deaths, long nowEpochMs) {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add(report.verdict().sentence());
    List<ReportRow> requests = report.rows().stream().filter(row -> !row.isUnattributed()).toList();
    if (!requests.isEmpty()) {
      lines.add("");
      addTable(lines, report.severalServices(), requests);
    }
    addCaused(lines, report);
    addFindings(lines, report);
    if (!deaths.isEmpty()) {
      lines.add("");
      DeathText.lines(deaths, nowEpochMs).forEach(line -> lines.add(wrapped(line)));
    }
    lines.add("");
    lines.add(footer(report));
    report.unreadable().forEach(why -> lines.add("cannot be read: " + why));
    return lines.toString();
  }

  private static void addTable(StringJoiner lines, boolean services, List<ReportRow> rows) {
    lines.add(
        names(services, "SERVICE", "CLIENT", "HANDLER")
            + NUMBERS.formatted("REQ/S", "%REQ", "%ITEMS", "%TIME", "ITEMS/REQ", "ERR/S", "RUN"));
    for (ReportRow row : rows.subList(0, Math.min(MAX_ROWS, rows.size()))) {
      lines.add(names(services, row.service(), row.client(), row.method()) + numbers(row));
    }
    if (rows.size() > MAX_ROWS) {
      lines.add("and " + (rows.size() - MAX_ROWS) + " more; --json shows all");
    }
  }

  private static void addCaused(StringJoiner lines, Report report) {
    List<ReportRow> rows = CausedTable.rows(report, MAX_ROWS);
    if (rows.isEmpty()) {
      return;
    }
    boolean services = report.severalServices();
    lines.add("");
    lines.add(
        names(services, "SERVICE", "CAUSED BY", "HANDLER")
            + EFFECTS.formatted(CausedTable.HEADINGS.toArray()));
    for (ReportRow row : rows) {
      lines.add(
          names(services, row.service(), row.client(), row.method())
              + EFFECTS.formatted(CausedTable.numbers(row).toArray()));
    }
  }

  private static void addFindings(StringJoiner lines, Report report) {
    List<String> findings = FindingsText.lines(report.findings(), report.severalServices());
    if (!findings.isEmpty()) {
      lines.add("");
      findings.forEach(line -> lines.add(wrapped(line)));
    }
  }

  // At spaces; a name is shorter than a line.
  private static String wrapped(String line) {
    int space = line.length() <= WIDTH ? -1 : line.lastIndexOf(' ', WIDTH);
    return space <= INDENT.length()
        ? line
        : line.substring(0, space) + '\n' + wrapped(INDENT + line.substring(space + 1));
  }

  private static String names(boolean services, String service, String client, String handler) {
    return services
        ? fit(service, SERVICE)
            + ' '
            + fit(client, CLIENT)
            + ' '
            + fit(handler, HANDLER - SERVICE - 1)
        : fit(client, CLIENT) + ' ' + fit(handler, HANDLER);
  }

  private static String numbers(ReportRow row) {
    return NUMBERS.formatted(
        Figures.amount(row.requestsPerSecond()),
        Figures.amount(100 * row.requestShare()),
        Figures.amount(100 * row.itemShare()),
        Figures.amount(100 * row.timeShare()),
        Figures.amount(row.itemsPerRequest()),
        Figures.amount(row.errorsPerSecond()),
        row.active());
  }

  private static String footer(Report report) {
    return "%s s, %d %s with the agent%s"
        .formatted(
            Figures.amount(report.windowSeconds()),
            report.jvms(),
            report.jvms() == 1 ? "JVM" : "JVMs",
            report.deadJvms() == 0 ? "" : "; left out: " + report.deadJvms() + " that ended");
  }

  // The end of a long name tells more than its beginning: it is the method's own.
  private static String fit(String name, int width) {
    int length = name.codePointCount(0, name.length());
    if (length <= width) {
      return name + " ".repeat(width - length);
    }
    return ".." + name.substring(name.offsetByCodePoints(name.length(), 2 - width));
  }
}

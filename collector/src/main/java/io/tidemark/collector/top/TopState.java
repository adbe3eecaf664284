package io.tidemark.collector.top;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How somebody looks at the table. Immutable; a key makes another one of it.
 *
 * @param sort the column that rows are ordered by
 * @param smallestFirst the other way round
 * @param filter what a row's service, client or handler must contain; may be empty
 * @param typing whether keys go into the filter
 * @param paused whether the table stands still
 * @param skipped rows above those that are shown
 * @param ended whether to leave
 */
public record TopState(
    TopColumn sort,
    boolean smallestFirst,
    String filter,
    boolean typing,
    boolean paused,
    int skipped,
    boolean ended) {
  private static final int PAGE = 10;
  private static final int MAX_FILTER = 40;

  /** Share of the work first, for that is the question. */
  public static final TopState INITIAL =
      new TopState(TopColumn.WORK_SHARE, false, "", false, false, 0, false);

  /** After a key. */
  public TopState press(Key key) {
    if (typing) {
      return type(key);
    }
    return switch (key.kind()) {
      case UP -> skip(-1);
      case DOWN -> skip(1);
      case PAGE_UP -> skip(-PAGE);
      case PAGE_DOWN -> skip(PAGE);
      case HOME -> skip(-skipped);
      case LEFT -> sort(-1);
      case RIGHT -> sort(1);
      case ESCAPE -> filter("", false);
      case CHARACTER -> press(key.character());
      default -> this;
    };
  }

  private TopState press(int character) {
    return switch (character) {
      case 'q', 'Q' -> new TopState(sort, smallestFirst, filter, typing, paused, skipped, true);
      case 'p', ' ' -> new TopState(sort, smallestFirst, filter, typing, !paused, skipped, false);
      case 'r' -> new TopState(sort, !smallestFirst, filter, typing, paused, 0, false);
      case '/' -> filter(filter, true);
      case '<' -> sort(-1);
      case '>' -> sort(1);
      case 'k' -> skip(-1);
      case 'j' -> skip(1);
      default -> this;
    };
  }

  private TopState type(Key key) {
    return switch (key.kind()) {
      case ENTER -> filter(filter, false);
      case ESCAPE -> filter("", false);
      case BACKSPACE ->
          filter(
              filter.isEmpty()
                  ? ""
                  : filter.substring(0, filter.offsetByCodePoints(filter.length(), -1)),
              true);
      case CHARACTER ->
          filter.length() < MAX_FILTER
              ? filter(filter + Cells.clean(Character.toString(key.character())), true)
              : this;
      default -> this;
    };
  }

  private TopState filter(String changed, boolean nowTyping) {
    return new TopState(sort, smallestFirst, changed, nowTyping, paused, 0, false);
  }

  private TopState sort(int by) {
    return new TopState(sort.step(by), smallestFirst, filter, typing, paused, 0, false);
  }

  private TopState skip(int rows) {
    int least = Math.max(0, skipped + rows);
    return new TopState(sort, smallestFirst, filter, typing, paused, least, false);
  }

  /** The rows that pass the filter, in order; what no request caused comes last. */
  List<TopRow> rows(Moment moment) {
    String wanted = filter.toLowerCase(Locale.ROOT);
    return moment.rows().stream()
        .filter(row -> names(row).contains(wanted))
        .sorted(
            Comparator.comparing((TopRow row) -> row.client().equals("unattributed"))
                .thenComparing(sort.order(smallestFirst)))
        .toList();
  }

  private static String names(TopRow row) {
    return (row.service() + '\n' + row.client() + '\n' + row.handler()).toLowerCase(Locale.ROOT);
  }
}

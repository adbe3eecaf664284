package io.tidemark.collector.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** In which of thirty seconds the sockets are listed. */
final class ListingPaceTest {
  private static final long SECOND_NS = 1_000_000_000;
  private static final long MS = 1_000_000;

  private final ListingPace pace = new ListingPace();

  @Test
  void listsAtEachSampleWhatCostsNothing() {
    assertEquals(30, listed(MS / 20, true, second -> totals(5, 0)).size());
  }

  @Test
  void listsWhatIsCheapWhenASocketOrADialCame() {
    assertEquals(
        List.of(0, 5, 8, 10, 15, 20, 25),
        listed(4 * MS, true, second -> totals(second < 8 ? 5 : 6, second / 10)));
    assertEquals(List.of(0, 5, 10, 15, 20, 25), listed(MS / 2, true, second -> totals(5, 0)));
  }

  @Test
  void spendsHalfAPercentOfACoreWhileSocketsCome() {
    List<Integer> listed = listed(15 * MS, true, second -> totals(30_000 + 2_000 * second, second));
    assertEquals(List.of(0, 3, 6, 9, 12, 15, 18, 21, 24, 27), listed);
  }

  @Test
  void isNeverLaterThanFiveSeconds() {
    assertEquals(
        List.of(0, 5, 10, 15, 20, 25), listed(15 * MS, true, second -> totals(30_000, second)));
    assertEquals(
        List.of(0, 5, 10, 15, 20, 25),
        listed(500 * MS, true, second -> totals(30_000L * (second + 1), second)));
  }

  @Test
  void listsMoreOftenForAWhileWhenARateChanged() {
    listed(15 * MS, true, second -> totals(30_000, second));
    pace.begin();
    assertEquals(
        List.of(0, 1, 2, 3, 4, 9, 14, 19, 24, 29),
        listed(15 * MS, false, second -> totals(30_000, second)));
  }

  @Test
  void takesAnythingForMovedWhereNothingIsTold() {
    assertEquals(30, listed(4 * MS, true, second -> Optional.empty()).size());
    assertEquals(
        List.of(0, 3, 6, 9, 12, 15, 18, 21, 24, 27),
        listed(15 * MS, true, second -> Optional.empty()));
  }

  @Test
  void listsAgainAfterAFailure() {
    listed(15 * MS, true, second -> totals(30_000, 0));
    pace.begin();
    assertTrue(pace.isDue(30 * SECOND_NS, totals(30_000, 0)));
    assertTrue(pace.isDue(31 * SECOND_NS, totals(30_000, 0)));
  }

  private List<Integer> listed(
      long cpuNs, boolean settled, IntFunction<Optional<SocketTotals>> totals) {
    pace.begin();
    List<Integer> listed = new ArrayList<>();
    for (int second = 0; second < 30; second++) {
      if (pace.isDue(second * SECOND_NS, totals.apply(second))) {
        pace.begin();
        pace.done(second * SECOND_NS, cpuNs, totals.apply(second), settled);
        listed.add(second);
      }
    }
    return listed;
  }

  private static Optional<SocketTotals> totals(long sockets, long opens) {
    return Optional.of(new SocketTotals(0, sockets, opens));
  }
}

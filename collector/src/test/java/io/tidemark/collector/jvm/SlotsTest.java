package io.tidemark.collector.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidemark.collector.jvm.Slots.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SlotsTest {
  private final Slots slots = new Slots();

  @Test
  void numbersEachServiceByStart() {
    assertEquals(
        Map.of("a", 2, "b", 1, "c", 1),
        slots.assign(List.of(living("a", "x", 20), living("b", "x", 10), living("c", "y", 30))));
  }

  @Test
  void givesASuccessorTheNumberOfTheDead() {
    slots.assign(List.of(living("a", "x", 10), living("b", "x", 20)));
    assertEquals(
        Map.of("a", 1, "b", 2), slots.assign(List.of(dead("a", "x", 10), living("b", "x", 20))));
    assertEquals(
        Map.of("c", 1, "b", 2),
        slots.assign(List.of(dead("a", "x", 10), living("b", "x", 20), living("c", "x", 30))));
    // and the dead one does not come back, whoever dies next
    assertEquals(
        Map.of("c", 1, "b", 2),
        slots.assign(List.of(dead("a", "x", 10), dead("b", "x", 20), living("c", "x", 30))));
  }

  @Test
  void keepsNumbersWhileOthersGo() {
    slots.assign(List.of(living("a", "x", 10), living("b", "x", 20)));
    assertEquals(Map.of("b", 2), slots.assign(List.of(living("b", "x", 20))));
    assertEquals(
        Map.of("b", 2, "c", 1), slots.assign(List.of(living("b", "x", 20), living("c", "x", 30))));
  }

  @Test
  void findsSuccessorsAmongWhatItSeesFirst() {
    assertEquals(
        Map.of("c", 1),
        slots.assign(List.of(dead("a", "x", 10), dead("b", "x", 20), living("c", "x", 30))));
  }

  // As after a restart of the collector: they may have run side by side, and neither is hidden.
  @Test
  void keepsApartTheDeadWithoutSuccessorThatItSeesFirst() {
    List<Run> dead = List.of(dead("a", "x", 10), dead("b", "x", 20));
    assertEquals(Map.of("a", 1, "b", 2), slots.assign(dead));
    assertEquals(Map.of("a", 1, "b", 2), slots.assign(dead));
    assertEquals(
        Map.of("c", 1, "b", 2),
        slots.assign(List.of(dead.get(0), dead.get(1), living("c", "x", 30))));
  }

  @Test
  void replacesTheDeadItKnowsByOneThatItNeverSawAlive() {
    slots.assign(List.of(living("a", "x", 10)));
    assertEquals(Map.of("b", 1), slots.assign(List.of(dead("a", "x", 10), dead("b", "x", 20))));
  }

  @Test
  void startsAgainOnceAServiceIsGone() {
    slots.assign(List.of(living("a", "x", 10), living("b", "x", 20)));
    slots.assign(List.of());
    assertEquals(Map.of("c", 1), slots.assign(List.of(living("c", "x", 30))));
  }

  private static Run living(String key, String service, long startEpochMs) {
    return new Run(key, service, startEpochMs, true);
  }

  private static Run dead(String key, String service, long startEpochMs) {
    return new Run(key, service, startEpochMs, false);
  }
}

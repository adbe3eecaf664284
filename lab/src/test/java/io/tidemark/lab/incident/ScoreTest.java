package io.tidemark.lab.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ScoreTest {
  private static final Suspect A = new Suspect("a", "Posts/Get");
  private static final Suspect B = new Suspect("b", "Posts/Get");
  private static final Suspect A_ELSEWHERE = new Suspect("a", "Feeds/Get");

  @Test
  void countsFromTheOnsetToTheFirstMomentThatNamesExactlyTheCulprits() {
    assertEquals(
        score(true, OptionalDouble.of(4.2), 1, 0),
        Score.of(Set.of(A), List.of(at(-5), at(1.1), at(4.2, A), at(11, A), at(12, A))));
  }

  @Test
  void halfOfTwoCulpritsIsNoAnswerAndNoFalseAccusation() {
    assertEquals(
        score(false, OptionalDouble.empty(), 0, 0),
        Score.of(Set.of(A, B), List.of(at(2, A), at(11, B), at(12, A))));
    assertEquals(
        score(true, OptionalDouble.of(10), 2.0 / 3, 0),
        Score.of(Set.of(A, B), List.of(at(2, A), at(10, B, A), at(11, A, B), at(12, A))));
  }

  @Test
  void aNameThatIsSoonForgottenIsNoAnswer() {
    assertEquals(
        score(false, OptionalDouble.of(3), 0.5, 0),
        Score.of(Set.of(A), List.of(at(3, A), at(11, A), at(12))));
  }

  @Test
  void countsAFalseAccusationWhenItBegins() {
    assertEquals(
        score(false, OptionalDouble.of(3), 0.5, 3, B, A_ELSEWHERE),
        Score.of(
            Set.of(A),
            List.of(at(1, B), at(2, B), at(3, A), at(11, A), at(12, A, B, A_ELSEWHERE))));
  }

  @Test
  void theCulpritIsInnocentBeforeTheOnset() {
    assertEquals(
        score(false, OptionalDouble.of(0.5), 1, 1, A),
        Score.of(Set.of(A), List.of(at(-2, A), at(-1), at(0.5, A), at(10, A))));
  }

  @Test
  void whereNobodyIsToBlameSilenceIsRight() {
    assertEquals(
        score(true, OptionalDouble.empty(), 1, 0),
        Score.of(Set.of(), List.of(at(-3), at(4), at(14))));
    assertEquals(
        score(false, OptionalDouble.empty(), 0, 1, A),
        Score.of(Set.of(), List.of(at(-3), at(4), at(14, A))));
  }

  @Test
  void aJudgeWhoSaidNothingAtAllIsRightAboutNobodyOnly() {
    assertEquals(score(false, OptionalDouble.empty(), 0, 0), Score.of(Set.of(A), List.of()));
  }

  private static Moment at(double seconds, Suspect... accused) {
    return new Moment(seconds, Set.of(accused));
  }

  private static Score score(
      boolean correct, OptionalDouble seconds, double steady, int begun, Suspect... accused) {
    return new Score(correct, seconds, steady, begun, new TreeSet<>(Set.of(accused)));
  }
}

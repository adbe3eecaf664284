package io.tidemark.lab.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
  private static final Suspect A = new Suspect("a", "Posts/Get");
  private static final Suspect B = new Suspect("b", "Posts/Get");

  @Test
  void hasARowForEachIncidentAndOneForAll() {
    Scoreboard board =
        new Scoreboard(
            List.of(
                run("april", 1, Set.of(A), at(3, A), at(10, A)),
                run("april", 2, Set.of(A), at(9.96, A), at(10, A)),
                run("april", 3, Set.of(A), at(4, A), at(10)),
                run("logger", 1, Set.of(A), at(5, B), at(11)),
                run("day", 1, Set.of(), at(-1, A), at(12)),
                broken()));
    assertEquals(
        """
        | Incident | Named correctly | Seconds from onset, median | worst | Steady | False accusations |
        |---|---|---|---|---|---|
        | april | 2 of 3 | 4.0 | 10.0 | 67 % | 0 |
        | logger | 0 of 1 | never | never | 0 % | 1 |
        | day | 0 of 2 | – | – | 50 % | 1 |
        | **all** | 2 of 6 | 10.0 | never | 50 % | 2 |
        """,
        board.markdown());
    assertFalse(board.allCorrect());
  }

  @Test
  void isRightOnlyIfThereWasARunAndAllWere() {
    Outcome right = run("april", 1, Set.of(A), at(3, A), at(11, A));
    assertTrue(new Scoreboard(List.of(right)).allCorrect());
    assertFalse(new Scoreboard(List.of(right, broken())).allCorrect());
    assertFalse(new Scoreboard(List.of()).allCorrect());
  }

  @Test
  void tellsEveryRunAsJson() {
    Scoreboard board =
        new Scoreboard(List.of(run("april", 2, Set.of(A), at(3, A), at(11, A, B)), broken()));
    assertEquals(
        """
        [
          {
            "incident": "april",
            "seed": 2,
            "correct": false,
            "culprits": [
              "a via Posts/Get"
            ],
            "falsely_accused": [
              "b via Posts/Get"
            ],
            "seconds_from_onset": 3.0,
            "steady": 0.0,
            "false_accusations": 1,
            "silent_moments": 1,
            "run_seconds": 60.5
          },
          {
            "incident": "day",
            "seed": 9,
            "correct": false,
            "culprits": [],
            "falsely_accused": [],
            "silent_moments": 0,
            "run_seconds": 2.0,
            "broken": "memcached is gone"
          }
        ]""",
        ScoreboardJson.of(board));
  }

  @Test
  void readsItsOwnJson() {
    List<Outcome> outcomes =
        List.of(
            run("april", 2, Set.of(A), at(3, A), at(11, A, B)),
            run("day", 3, Set.of(), at(-1), at(12)),
            broken());
    assertEquals(outcomes, ScoreboardJson.outcomes(ScoreboardJson.of(new Scoreboard(outcomes))));
    for (String text : new String[] {"", "{}", "[null]", "[{}]", "no json"}) {
      assertThrows(
          IllegalArgumentException.class, () -> ScoreboardJson.outcomes(text), "of " + text);
    }
  }

  private static Outcome run(String incident, long seed, Set<Suspect> culprits, Moment... moments) {
    Score score = Score.of(culprits, List.of(moments));
    return new Outcome(incident, seed, culprits, Optional.of(score), 1, 60.5, Optional.empty());
  }

  private static Outcome broken() {
    return new Outcome(
        "day", 9, Set.of(), Optional.empty(), 0, 2, Optional.of("memcached is gone"));
  }

  private static Moment at(double seconds, Suspect... accused) {
    return new Moment(seconds, Set.of(accused));
  }
}

package io.tidemark.lab.demo;

import io.tidemark.lab.incident.Judge;
import java.util.function.Function;

/** Which of the collector's answers is judged. */
enum JudgeKind {
  WHO(WhoJudge::new),
  VERDICT(VerdictJudge::new);

  private final Function<Api, Judge> judge;

  JudgeKind(Function<Api, Judge> judge) {
    this.judge = judge;
  }

  Judge of(Api api) {
    return judge.apply(api);
  }
}

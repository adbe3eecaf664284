package io.tidemark.lab.demo;

import io.tidemark.lab.incident.Judge;

/** Which of the collector's answers is judged. */
enum JudgeKind {
  WHO,
  VERDICT;

  Judge of(Api api) {
    return switch (this) {
      case WHO -> new WhoJudge(api);
      case VERDICT -> new VerdictJudge(api);
    };
  }
}

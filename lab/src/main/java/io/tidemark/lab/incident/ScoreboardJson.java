package io.tidemark.lab.incident;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every run of a scoreboard as JSON, one object each; what is not known is left out. */
public final class ScoreboardJson {
  private static final Gson JSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .setPrettyPrinting()
          .create();

  private ScoreboardJson() {}

  private record Run(
      String incident,
      long seed,
      boolean correct,
      List<String> culprits,
      List<String> falselyAccused,
      @Nullable Double secondsFromOnset,
      @Nullable Double steady,
      @Nullable Integer falseAccusations,
      int silentMoments,
      double runSeconds,
      @Nullable String broken) {}

  public static String of(Scoreboard board) {
    return JSON.toJson(board.outcomes().stream().map(ScoreboardJson::run).toList());
  }

  private static Run run(Outcome outcome) {
    @Nullable Score score = outcome.score().orElse(null);
    return new Run(
        outcome.incident(),
        outcome.seed(),
        outcome.correct(),
        texts(outcome.culprits()),
        score == null ? List.of() : texts(score.accused()),
        score == null || score.secondsFromOnset().isEmpty()
            ? null
            : (Double) score.secondsFromOnset().getAsDouble(),
        score == null ? null : (Double) score.steady(),
        score == null ? null : (Integer) score.falseAccusations(),
        outcome.silent(),
        outcome.seconds(),
        outcome.broken().orElse(null));
  }

  private static List<String> texts(Collection<Suspect> suspects) {
    return suspects.stream().map(Suspect::toString).toList();
  }
}

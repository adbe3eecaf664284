package io.tidemark.lab.incident;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every run of a scoreboard as JSON, one object each, and back; what is not known is left out. */
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

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  public static List<Outcome> outcomes(String json) {
    try {
      Run @Nullable [] runs = JSON.fromJson(json, Run[].class);
      return List.of(Objects.requireNonNull(runs)).stream().map(ScoreboardJson::outcome).toList();
    } catch (JsonParseException | NullPointerException e) {
      throw new IllegalArgumentException("no outcomes of a scoreboard: " + json, e);
    }
  }

  private static Outcome outcome(Run run) {
    Optional<Score> score =
        run.steady() == null || run.falseAccusations() == null
            ? Optional.empty()
            : Optional.of(
                new Score(
                    run.correct(),
                    run.secondsFromOnset() == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(run.secondsFromOnset()),
                    run.steady(),
                    run.falseAccusations(),
                    new TreeSet<>(suspects(run.falselyAccused()))));
    return new Outcome(
        run.incident(),
        run.seed(),
        suspects(run.culprits()),
        score,
        run.silentMoments(),
        run.runSeconds(),
        Optional.ofNullable(run.broken()));
  }

  private static Set<Suspect> suspects(List<String> texts) {
    Set<Suspect> suspects = new TreeSet<>();
    texts.forEach(text -> suspects.add(Suspect.parse(text)));
    return suspects;
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

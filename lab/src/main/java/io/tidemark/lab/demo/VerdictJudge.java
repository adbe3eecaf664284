package io.tidemark.lab.demo;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.tidemark.lab.incident.Judge;
import io.tidemark.lab.incident.Suspect;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges by {@code /api/v1/verdict}: all whom the collector suspects, of whatever symptom. */
record VerdictJudge(Api api) implements Judge {
  private static final Gson JSON = new Gson();

  private record Answer(@Nullable List<@Nullable Named> suspects) {}

  private record Named(@Nullable String client, @Nullable String method) {}

  @Override
  public Set<Suspect> accused() throws IOException {
    return suspects(api.get("/api/v1/verdict"));
  }

  /**
   * Whom an answer suspects.
   *
   * @throws LabException if the text is no verdict
   */
  static Set<Suspect> suspects(String json) {
    try {
      @Nullable Answer answer = JSON.fromJson(json, Answer.class);
      if (answer != null && answer.suspects() != null) {
        return answer.suspects().stream().map(VerdictJudge::suspect).collect(Collectors.toSet());
      }
    } catch (JsonParseException e) {
      // Reported below with the text.
    }
    throw new LabException("/api/v1/verdict: expected suspects, found: " + json);
  }

  private static Suspect suspect(@Nullable Named named) {
    if (named == null || named.client() == null || named.method() == null) {
      throw new LabException("/api/v1/verdict: a suspect without client or method");
    }
    return new Suspect(named.client(), named.method());
  }
}

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

  private record Answer(@Nullable String sentence, @Nullable List<@Nullable Named> suspects) {}

  private record Named(@Nullable String client, @Nullable String method) {}

  /**
   * What the collector says.
   *
   * @param sentence for people
   */
  record Said(String sentence, Set<Suspect> suspects) {}

  @Override
  public Set<Suspect> accused() throws IOException {
    return said().suspects();
  }

  /** What it says now. */
  Said said() throws IOException {
    return said(api.get("/api/v1/verdict"));
  }

  /**
   * What an answer says.
   *
   * @throws LabException if the text is no verdict
   */
  static Said said(String json) {
    try {
      @Nullable Answer answer = JSON.fromJson(json, Answer.class);
      if (answer != null && answer.sentence() != null && answer.suspects() != null) {
        return new Said(
            answer.sentence(),
            answer.suspects().stream().map(VerdictJudge::suspect).collect(Collectors.toSet()));
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

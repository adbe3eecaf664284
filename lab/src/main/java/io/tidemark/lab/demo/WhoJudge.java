package io.tidemark.lab.demo;

import io.tidemark.lab.incident.Judge;
import io.tidemark.lab.incident.Suspect;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges by {@code /api/v1/who}: who stands out in the collector's last ten seconds. */
record WhoJudge(Api api) implements Judge {

  @Override
  public Set<Suspect> accused() throws IOException {
    return suspects(Verdict.parse(api.get("/api/v1/who")));
  }

  static Set<Suspect> suspects(Verdict verdict) {
    @Nullable String client = verdict.client();
    @Nullable String method = verdict.method();
    return verdict.standsOut() && client != null && method != null
        ? Set.of(new Suspect(client, method))
        : Set.of();
  }
}

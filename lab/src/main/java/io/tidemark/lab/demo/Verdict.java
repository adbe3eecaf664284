package io.tidemark.lab.demo;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import org.jspecify.annotations.Nullable;

/**
 * What {@code who --json} concluded.
 *
 * @param client null when nothing stands out
 * @param method null when nothing stands out
 */
record Verdict(
    boolean standsOut, @Nullable String client, @Nullable String method, String sentence) {

  private static final Gson JSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .create();

  /**
   * @throws LabException if the text is not what {@code who --json} prints
   */
  static Verdict parse(String json) {
    try {
      @Nullable Answer answer = JSON.fromJson(json, Answer.class);
      if (answer != null && answer.verdict() != null) {
        return answer.verdict();
      }
    } catch (JsonParseException e) {
      // Reported below with the text.
    }
    throw new LabException("who --json: expected an object with a verdict, found: " + json);
  }

  /** True if it names exactly this pair. */
  boolean names(String expectedClient, String expectedMethod) {
    return standsOut && expectedClient.equals(client) && expectedMethod.equals(method);
  }

  private record Answer(@Nullable Verdict verdict) {}
}

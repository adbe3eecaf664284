package io.tidemark.lab.load;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which clients send, from when on, and how.
 *
 * @param oneConnection all over a single connection, as behind a gateway
 */
public record Plan(List<Client> clients, boolean oneConnection, Tide tide) {
  private static final Gson JSON =
      new GsonBuilder()
          .registerTypeAdapter(
              Duration.class,
              (JsonSerializer<Duration>)
                  (duration, type, context) -> new JsonPrimitive(duration.toString()))
          .registerTypeAdapter(
              Duration.class,
              (JsonDeserializer<Duration>)
                  (json, type, context) -> Duration.parse(json.getAsString()))
          .create();

  /** One of them. */
  public record Client(ClientProfile profile, Presence presence) {}

  public Plan {
    clients = List.copyOf(clients);
  }

  /** The outage's: ordinary clients, and a culprit. */
  static Plan outage(ClientProfile culprit) {
    return new Plan(
        Stream.concat(
                ClientProfile.ordinary().stream()
                    .map(profile -> new Client(profile, Presence.ALWAYS)),
                Stream.of(new Client(culprit, Presence.FROM_ONSET)))
            .toList(),
        false,
        Tide.NONE);
  }

  public static Plan parse(String json) {
    return JSON.fromJson(json, Plan.class);
  }

  public String toJson() {
    return JSON.toJson(this);
  }
}

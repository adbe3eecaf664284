package io.tidemark.lab.incident;

import io.tidemark.lab.load.Tide;
import java.util.List;

/**
 * What happens: first only the clients that are always there, for half a minute; then the onset.
 *
 * @param summary one line for people
 * @param roles who takes part
 * @param oneConnection all clients over a single connection, as behind a gateway
 * @param tide of all clients' rates
 * @param steps in the order of their time
 * @param watchSeconds how long it is watched from the onset on
 */
public record Incident(
    String name,
    String summary,
    List<Role> roles,
    boolean oneConnection,
    Tide tide,
    Host host,
    List<Step> steps,
    int watchSeconds) {
  private static final int USUAL_WATCH_SECONDS = 25;

  public Incident {
    roles = List.copyOf(roles);
    steps = List.copyOf(steps);
  }

  static Incident of(String name, String summary, List<Role> roles) {
    return new Incident(
        name, summary, roles, false, Tide.NONE, Host.USUAL, List.of(), USUAL_WATCH_SECONDS);
  }

  Incident overOneConnection() {
    return new Incident(name, summary, roles, true, tide, host, steps, watchSeconds);
  }

  Incident with(Tide otherTide) {
    return new Incident(name, summary, roles, oneConnection, otherTide, host, steps, watchSeconds);
  }

  Incident on(Host otherHost) {
    return new Incident(name, summary, roles, oneConnection, tide, otherHost, steps, watchSeconds);
  }

  Incident then(Step... otherSteps) {
    return new Incident(
        name, summary, roles, oneConnection, tide, host, List.of(otherSteps), watchSeconds);
  }

  Incident watchedFor(int seconds) {
    return new Incident(name, summary, roles, oneConnection, tide, host, steps, seconds);
  }
}

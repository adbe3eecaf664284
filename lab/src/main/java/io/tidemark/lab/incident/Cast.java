package io.tidemark.lab.incident;

import io.tidemark.lab.load.ClientProfile;
import io.tidemark.lab.load.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An incident with names, rates and a time: the same for the same seed.
 *
 * @param plan for the clients
 * @param culprits the answer; empty if nobody is to blame
 * @param onsetSeconds from the moment that the clients send
 */
public record Cast(
    Incident incident, long seed, Plan plan, SortedSet<Suspect> culprits, int onsetSeconds) {
  private static final int EARLIEST_ONSET_SECONDS = 26;
  private static final int ONSET_SPREAD_SECONDS = 8;
  private static final double SMALLEST_RATE = 0.8;
  private static final double RATE_SPREAD = 0.4;

  public static Cast of(Incident incident, long seed) {
    Random random = new Random(31 * seed + incident.name().hashCode());
    List<String> names = Names.drawn(random, incident.roles().size());
    List<Plan.Client> clients = new ArrayList<>();
    SortedSet<Suspect> culprits = new TreeSet<>();
    for (Role role : incident.roles()) {
      double rate = SMALLEST_RATE + RATE_SPREAD * random.nextDouble();
      ClientProfile profile =
          role.profile()
              .withName(names.get(clients.size()))
              .withRequestsPerSecond(role.profile().requestsPerSecond() * rate);
      clients.add(new Plan.Client(profile, role.presence()));
      if (role.guilty()) {
        profile.handlers().forEach(h -> culprits.add(new Suspect(profile.name(), h.method())));
      }
    }
    int onset = EARLIEST_ONSET_SECONDS + random.nextInt(ONSET_SPREAD_SECONDS);
    Plan plan = new Plan(clients, incident.oneConnection(), incident.tide());
    return new Cast(incident, seed, plan, culprits, onset);
  }
}

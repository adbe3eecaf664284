package io.tidemark.lab.incident;

import io.tidemark.lab.incident.Step.Action;
import io.tidemark.lab.load.ClientProfile;
import io.tidemark.lab.load.Habits;
import io.tidemark.lab.load.Handler;
import io.tidemark.lab.load.Tide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every incident that the lab knows. Loads are such that two processors show the harm. */
public final class Catalogue {
  private static final int MANY_KEYS = 50_000_000;
  private static final int TENANTS = 24;

  private static final List<Incident> ALL =
      List.of(
          april(),
          gateway(),
          twoCulprits(),
          retryStorm(),
          allocator(),
          logger(),
          slowDependency(),
          innocentHeavy(),
          restartLoop(),
          metastable(),
          healthyDay());

  private Catalogue() {}

  public static List<Incident> all() {
    return ALL;
  }

  public static Optional<Incident> named(String name) {
    return ALL.stream().filter(incident -> incident.name().equals(name)).findFirst();
  }

  /** All names, for people. */
  public static String names() {
    return ALL.stream().map(Incident::name).collect(Collectors.joining(", "));
  }

  private static Incident april() {
    return Incident.of(
        "april",
        "a new client asks the handler without a limit for 15,000 to 20,000 posts at once",
        plus(Role.culprit(ClientProfile.culprit(15_000, 20_000))));
  }

  private static Incident gateway() {
    List<Role> roles = plus(Role.culprit(ClientProfile.culprit(15_000, 20_000)));
    ClientProfile tenant = ClientProfile.ordinary("tenant", 2, Handler.GET_FEED).withItems(1, 30);
    Stream.generate(() -> Role.ordinary(tenant)).limit(TENANTS).forEach(roles::add);
    return Incident.of(
            "gateway", "the same, hidden among thirty clients of one single connection", roles)
        .overOneConnection();
  }

  private static Incident twoCulprits() {
    Role culprit = Role.culprit(ClientProfile.culprit(8_000, 12_000).withRequestsPerSecond(2.2));
    return Incident.of(
        "two-culprits",
        "two new clients ask the handler without a limit for 8,000 to 12,000 posts each",
        plus(culprit, culprit));
  }

  private static Incident retryStorm() {
    ClientProfile impatient =
        ClientProfile.ordinary("impatient", 60, Handler.GET_FEED)
            .withItems(1, 5)
            .withUniverse(MANY_KEYS)
            .withDeadline(Duration.ofMillis(4))
            .withHabits(Habits.retrying(25))
            .withMaxInFlight(256);
    return Incident.of(
        "retry-storm",
        "a client waits 4 ms for what takes longer, and asks again at once, 25 times",
        plus(Role.culprit(impatient)));
  }

  private static Incident allocator() {
    ClientProfile wide =
        ClientProfile.ordinary("wide", 25, Handler.RENDER_FEED)
            .withItems(8, 12)
            .withHabits(Habits.rendering(720))
            .withMaxInFlight(4);
    return Incident.of(
        "allocator",
        "a client lets 720 px wide images be drawn where others want thumbnails: memory alone",
        plus(Role.ordinary(thumbnails()), Role.culprit(wide)));
  }

  private static Incident logger() {
    ClientProfile malformed =
        ClientProfile.ordinary("malformed", 60, Handler.GET_PROFILES)
            .withItems(30, 50)
            .withHabits(Habits.malformed());
    return Incident.of(
        "logger",
        "a client asks for keys that are none; each is a line in the log, and nothing else",
        plus(Role.culprit(malformed)));
  }

  private static Incident slowDependency() {
    return Incident.of(
            "slow-dependency",
            "the store takes 120 ms longer for every read; all clients suffer, none is to blame",
            everyday().stream()
                .map(profile -> Role.ordinary(profile.withUniverse(MANY_KEYS)))
                .toList())
        .then(new Step(0, Action.SLOW_STORE, 120));
  }

  private static Incident innocentHeavy() {
    ClientProfile nightly =
        ClientProfile.ordinary("nightly", 1, Handler.GET_POST_RECORD_BOUNDED)
            .withItems(2_000, 4_000)
            .withDeadline(Duration.ofSeconds(20))
            .withMaxInFlight(2);
    return Incident.of(
            "innocent-heavy",
            "a new client sends 2,000 to 4,000 items to a handler that bounds them; no harm is done",
            plus(Role.newcomer(nightly)))
        .on(new Host(Host.USUAL.maxPorts(), 8, false));
  }

  private static Incident restartLoop() {
    ClientProfile poster =
        ClientProfile.ordinary("poster", 0.5, Handler.RENDER_FEED)
            .withItems(300, 400)
            .withHabits(Habits.rendering(512))
            .withMaxInFlight(2);
    return Incident.of(
            "restart-loop",
            "a client's every request fills the heap; the data plane dies and is started again",
            plus(Role.ordinary(thumbnails()), Role.culprit(poster)))
        .on(new Host(Host.USUAL.maxPorts(), Host.USUAL.twinLookups(), true));
  }

  private static Incident metastable() {
    List<Role> roles = new ArrayList<>();
    everyday().stream()
        .map(profile -> profile.withDeadline(Duration.ofMillis(250)))
        .map(profile -> profile.withHabits(Habits.retrying(3)))
        .forEach(profile -> roles.add(Role.ordinary(profile)));
    roles.add(Role.passingCulprit(ClientProfile.culprit(15_000, 20_000)));
    return Incident.of(
            "metastable",
            "as april with few ports; the culprit goes after 12 s, what it broke stays broken",
            roles)
        .on(new Host(6_000, Host.USUAL.twinLookups(), false))
        .then(new Step(12, Action.RELIEF, 0))
        .watchedFor(35);
  }

  private static Incident healthyDay() {
    ClientProfile newFeature =
        ClientProfile.ordinary("feature", 25, Handler.GET_POST_RECORD, Handler.GET_FEED);
    return Incident.of(
            "healthy-day",
            "an hour in a minute: traffic doubles and falls, a new client comes, a deploy",
            plus(Role.newcomer(newFeature)))
        .with(new Tide(0.6, 60))
        .then(new Step(10, Action.REDEPLOY, 0))
        .watchedFor(35);
  }

  private static ClientProfile thumbnails() {
    return ClientProfile.ordinary("thumbnails", 25, Handler.RENDER_FEED).withItems(4, 12);
  }

  private static List<ClientProfile> everyday() {
    return ClientProfile.ordinary();
  }

  private static List<Role> plus(Role... others) {
    List<Role> roles = new ArrayList<>();
    everyday().forEach(profile -> roles.add(Role.ordinary(profile)));
    roles.addAll(Arrays.asList(others));
    return roles;
  }
}

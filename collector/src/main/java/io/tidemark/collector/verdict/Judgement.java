package io.tidemark.collector.verdict;

import io.tidemark.collector.who.Figures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes one verdict of all that is open at a moment: chain, findings, suspects, victims. */
final class Judgement {
  private static final int SPIRAL = 3;
  private static final int MAX_VICTIMS = 16;

  private final Collection<Place> services;
  private final Place host;
  private final Clients everybody;
  private final Gauges gauges;
  private final Destinations destinations;
  private final Collection<Open> open;
  private final long nowMs;

  Judgement(
      Collection<Place> services,
      Place host,
      Clients everybody,
      Gauges gauges,
      Destinations destinations,
      Collection<Open> open,
      long nowMs) {
    this.services = services;
    this.host = host;
    this.everybody = everybody;
    this.gauges = gauges;
    this.destinations = destinations;
    this.open = open;
    this.nowMs = nowMs;
  }

  /**
   * The verdict.
   *
   * @param changes findings that closed; what opened or changed its suspects is added
   */
  Verdict verdict(List<Change> changes) {
    List<Finding> findings = new ArrayList<>();
    for (Open each : open) {
      Finding before = each.last;
      Finding now = finding(each);
      each.last = now;
      findings.add(now);
      if (before == null) {
        changes.add(new Change(Change.Kind.OPENED, now));
      } else if (!names(before).equals(names(now)) || before.cause() != now.cause()) {
        changes.add(new Change(Change.Kind.SUSPECT_CHANGED, now));
      }
    }
    findings.sort(
        Comparator.comparing((Finding each) -> each.cause().accuses() ? 0 : 1)
            .thenComparing(each -> each.cause() == Cause.CLIENT_GONE ? 1 : 0)
            .thenComparing(each -> each.symptom().ordinal())
            .thenComparing(Finding::service));
    List<Finding> shown = findings.subList(0, Math.min(Verdict.MAX_FINDINGS, findings.size()));
    List<Suspect> suspects = Suspects.ranked(shown);
    List<Link> chain = chain();
    List<Victim> victims = shown.isEmpty() ? List.of() : victims(suspects);
    return new Verdict(
        nowMs, state(shown), sentence(shown, victims), shown, suspects, chain, victims, changes);
  }

  private static Set<String> names(Finding finding) {
    Set<String> names = new TreeSet<>();
    finding.suspects().forEach(suspect -> names.add(suspect.client()));
    return names;
  }

  private Finding finding(Open each) {
    Watch watch = each.place.watch(each.stage);
    Open source = each.cause.accuses() ? each : sourceOf(each);
    Cause cause = source == null ? each.cause : source.cause;
    List<Suspect> suspects = source == null ? each.suspects : source.suspects;
    OptionalDouble forecast = forecast(each);
    String where = where(each);
    String effect =
        Sentences.effect(
            each.stage,
            where,
            each.stage == Stage.KILLS ? watch.peak() : watch.value(),
            watch.usual(),
            more(each, forecast, source == null ? each : source));
    String dependency =
        cause == Cause.NO_CLIENT ? destinations.trouble(each.place.service).orElse("") : "";
    String sentence =
        source != null && source != each
            ? Sentences.follows(effect, source.stage, suspects)
            : Sentences.of(
                each.stage, cause, suspects, each.share, each.of.noun(), effect, dependency, nowMs);
    return new Finding(
        each.id,
        each.stage,
        severity(each, watch, forecast),
        cause,
        service(each, suspects),
        where,
        suspects,
        sentence,
        Numbers.of(each, watch, suspects),
        each.sinceEpochMs,
        forecast,
        first(each),
        Advice.of(each.stage, cause, dependency));
  }

  /** An open finding earlier in the chain that accuses somebody, when this one does not. */
  private @Nullable Open sourceOf(Open each) {
    for (Open other : open) { // in the order of the chain
      boolean near = other.place == each.place || other.place == host || each.place == host;
      if (near && other.cause.accuses() && other.stage != each.stage) {
        return other;
      }
    }
    return null;
  }

  private OptionalDouble forecast(Open each) {
    return each.stage == Stage.PORTS ? gauges.ports().secondsLeft() : OptionalDouble.empty();
  }

  private String where(Open each) {
    return switch (each.stage) {
      case PORTS -> gauges.ports().place().isEmpty() ? "the host" : gauges.ports().place();
      case LISTEN_QUEUE -> gauges.ports().fullestListener();
      default -> each.place.service;
    };
  }

  private String service(Open each, List<Suspect> suspects) {
    if (!each.place.isHost()) {
      return each.place.service;
    }
    return suspects.isEmpty()
        ? services.size() == 1 ? services.iterator().next().service : ""
        : suspects.get(0).service();
  }

  private String more(Open each, OptionalDouble forecast, Open source) {
    return switch (each.stage) {
      case PORTS -> ports(forecast, source);
      case DIAL_FAILURES ->
          each.place.clients().recent(Amount.PORTLESS_DIALS)
                  > each.place.clients().recent(Amount.FAILED_DIALS) / 2
              ? " for want of a port"
              : "";
      case LOGS -> {
        double blocked = each.place.clients().recent(Amount.LOG_BLOCKED);
        yield blocked >= 1 ? ", which blocks " + Figures.amount(blocked) + " threads" : "";
      }
      case PAUSES -> {
        double age = gauges.of(each.place.service).pauseAgeSeconds;
        yield age >= 1 ? "; now for " + Figures.time(age) : "";
      }
      case ERRORS -> {
        double requests = Math.max(1e-9, each.place.clients().recent(Amount.REQUESTS));
        double failed = each.place.clients().recent(Amount.ERRORS) / requests;
        yield ", " + Figures.percent(Math.min(1, failed)) + " of all";
      }
      case KILLS -> {
        String heaviest = gauges.heaviestOfTheDead(each.place.service);
        yield heaviest == null ? "" : "; heaviest in the last process' last seconds: " + heaviest;
      }
      default -> "";
    };
  }

  private String ports(OptionalDouble forecast, Open source) {
    String where = gauges.ports().place();
    double perMinute = 60 * Math.max(0, everybody.recent(Amount.DIALS));
    if (source.cause.accuses() && !source.suspects.isEmpty()) {
      double effect = source.suspects.stream().mapToDouble(Suspect::effectPerSecond).sum();
      perMinute = source.of == Amount.DIALS ? 60 * effect : perMinute;
    }
    String left =
        forecast.isEmpty()
            ? " holds " + Figures.percent(gauges.ports().usedShare()) + " of its ports"
            : forecast.getAsDouble() < 0.5
                ? " has none left"
                : " has none left in " + Figures.amount(forecast.getAsDouble()) + " s";
    return "dials take " + Figures.amount(perMinute) + " ports/min: " + where + left;
  }

  private Severity severity(Open each, Watch watch, OptionalDouble forecast) {
    boolean critical =
        switch (each.stage) {
          case PORTS -> forecast.isPresent() && forecast.getAsDouble() <= 20;
          case DIAL_FAILURES -> each.place.clients().recent(Amount.PORTLESS_DIALS) >= 1;
          case KILLS -> true;
          case PAUSES -> watch.value() >= 0.25;
          case MEMORY -> watch.value() >= 0.97;
          case LATENCY -> watch.value() >= 1;
          default -> false;
        };
    return critical || stagesOn(each.place) >= SPIRAL ? Severity.CRITICAL : Severity.WARNING;
  }

  private int stagesOn(Place place) {
    int on = 0;
    for (Open each : open) {
      on += each.place == place || each.place == host ? 1 : 0;
    }
    return on;
  }

  /** The first stage of the chain that is on where this finding is. */
  private Stage first(Open each) {
    for (Stage stage : Stage.values()) {
      if (stage == each.stage) {
        break;
      }
      boolean on = each.place.watch(stage).isOn() || host.watch(stage).isOn();
      if (each.place == host) {
        on |= services.stream().anyMatch(place -> place.watch(stage).isOn());
      }
      if (on) {
        return stage;
      }
    }
    return each.stage;
  }

  private List<Link> chain() {
    List<Link> chain = new ArrayList<>();
    List<Place> places = new ArrayList<>(services);
    places.add(host);
    for (Place place : places) {
      place
          .watches()
          .forEach(
              (stage, watch) -> {
                if (watch.isOn()) {
                  String name = place.isHost() ? "host" : place.service;
                  Figure figure = Numbers.of(stage, watch);
                  chain.add(new Link(stage, name, watch.sinceEpochMs(), watch.isActive(), figure));
                }
              });
    }
    chain.sort(
        Comparator.comparingLong(Link::sinceEpochMs)
            .thenComparing(Link::stage)
            .thenComparing(Link::place));
    return chain;
  }

  private List<Victim> victims(List<Suspect> suspects) {
    List<Victim> victims = new ArrayList<>();
    for (Place place : services) {
      for (Client client : place.clients().all()) {
        boolean suspected =
            suspects.stream()
                .anyMatch(
                    s -> s.client().equals(client.name) && s.service().equals(client.service));
        if (client.nameable
            && !suspected
            && client.usual(Amount.REQUESTS) > 0
            && place.clients().demandGrowth(client) < Attribution.MIN_DEMAND
            && client.suffers()) {
          victims.add(
              new Victim(
                  client.service,
                  client.name,
                  client.recent(Amount.ERRORS),
                  client.usual(Amount.ERRORS),
                  client.latency(),
                  client.usualLatency()));
        }
      }
    }
    victims.sort(
        Comparator.comparingDouble((Victim each) -> -each.errorsPerSecond())
            .thenComparing(Victim::service)
            .thenComparing(Victim::client));
    return victims.subList(0, Math.min(MAX_VICTIMS, victims.size()));
  }

  private Verdict.State state(List<Finding> findings) {
    if (findings.isEmpty()) {
      boolean knows = services.stream().anyMatch(Place::knows);
      return knows || services.isEmpty() ? Verdict.State.QUIET : Verdict.State.WARMING_UP;
    }
    Cause first = findings.get(0).cause();
    return !first.accuses()
        ? Verdict.State.NOT_NAMED
        : first == Cause.CLIENT_GONE ? Verdict.State.TRIGGER_GONE : Verdict.State.NAMED;
  }

  private String sentence(List<Finding> findings, List<Victim> victims) {
    if (findings.isEmpty()) {
      return Sentences.quiet(services, everybody);
    }
    Finding first = findings.get(0);
    String more =
        findings.stream()
            .skip(1)
            .filter(each -> names(first).containsAll(names(each)))
            .map(each -> each.symptom().title())
            .distinct()
            .collect(Collectors.joining(", "));
    String besides =
        findings.stream()
            .skip(1)
            .filter(each -> each.cause().accuses() && !names(first).containsAll(names(each)))
            .map(each -> " Besides: " + each.sentence() + ".")
            .limit(2)
            .collect(Collectors.joining());
    return first.sentence()
        + (more.isEmpty() ? "" : "; also " + more)
        + (victims.isEmpty() ? "" : "; " + suffering(victims))
        + "."
        + besides;
  }

  private static String suffering(List<Victim> victims) {
    String first = victims.get(0).client();
    return victims.size() == 1
        ? first + " suffers from it"
        : first + " and " + (victims.size() - 1) + " more clients suffer from it";
  }
}

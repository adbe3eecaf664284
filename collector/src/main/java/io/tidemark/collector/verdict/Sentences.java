package io.tidemark.collector.verdict;

import io.tidemark.collector.who.Figures;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Findings in plain English, with the numbers that matter. */
final class Sentences {
  private static final double LARGE_BATCH = 3;

  private Sentences() {}

  /** The whole finding. */
  static String of(
      Stage symptom,
      Cause cause,
      List<Suspect> suspects,
      double share,
      String of,
      String effect,
      String dependency,
      long nowMs) {
    return switch (cause) {
      case CLIENT -> client(suspects.get(0), share, of) + "; " + effect;
      case SEVERAL_CLIENTS -> several(suspects, of) + "; " + effect;
      case CLIENT_GONE ->
          names(suspects)
              + (suspects.size() == 1 ? ", through " + suspects.get(0).handler() + "," : "")
              + " triggered it "
              + seconds(nowMs - suspects.get(0).sinceEpochMs())
              + " ago and stopped, but it goes on by itself: "
              + effect;
      case THIN_EVIDENCE ->
          capital(effect)
              + "; perhaps "
              + client(suspects.get(0), share, of)
              + ", but the evidence is thin: "
              + thin(suspects.get(0));
      case UNATTRIBUTED ->
          capital(effect)
              + "; no client is named: "
              + Figures.percent(share)
              + " of the "
              + of
              + " belong to no request that is known";
      case NO_CLIENT ->
          capital(effect)
              + "; no client is behind it: nobody asks for more than usual out of"
              + " proportion to the others"
              + (dependency.isEmpty() ? "" : "; " + dependency);
    };
  }

  /** A destination that got slow. */
  static String slow(String destination, double seconds, double usualSeconds) {
    return "dials to "
        + destination
        + " take "
        + Figures.time(seconds)
        + " instead of "
        + Figures.time(usualSeconds);
  }

  /** A destination that refuses. */
  static String fails(String destination, double share, String reason) {
    return Figures.percent(Math.min(1, share))
        + " of the dials to "
        + destination
        + " fail ("
        + reason
        + ")";
  }

  private static String thin(Suspect suspect) {
    return suspect.requestsSeen() < Attribution.MIN_REQUESTS
        ? "it rests on "
            + suspect.requestsSeen()
            + " request"
            + (suspect.requestsSeen() == 1 ? "" : "s")
        : "no baseline was learned before it began";
  }

  private static String client(Suspect suspect, double share, String of) {
    return suspect.client()
        + ", through "
        + suspect.handler()
        + ", "
        + asks(suspect)
        + (of.equals("items") || of.equals("requests")
            ? ""
            : " and causes " + Figures.percent(share) + " of the additional " + of);
  }

  private static String asks(Suspect s) {
    double ratio = s.requestShare() <= 0 ? 0 : s.itemShare() / s.requestShare();
    String rate = "sends " + Figures.amount(s.requestsPerSecond()) + " requests/s";
    if (s.itemShare() >= 0.1 && ratio >= LARGE_BATCH) {
      return rate
          + " of "
          + Figures.amount(s.itemsPerRequest())
          + " items ("
          + Figures.percent(s.itemShare())
          + " of all items, "
          + Figures.percent(s.requestShare())
          + " of requests)";
    }
    return rate
        + " (usually "
        + Figures.amount(s.usualRequestsPerSecond())
        + "; "
        + Figures.percent(s.requestShare())
        + " of requests)";
  }

  private static String several(List<Suspect> suspects, String of) {
    String shares =
        suspects.stream()
            .map(
                s ->
                    s.client()
                        + " through "
                        + s.handler()
                        + " ("
                        + Figures.percent(s.share())
                        + ")")
            .collect(Collectors.joining(" and "));
    double least = suspects.get(suspects.size() - 1).share();
    boolean alike = suspects.get(0).share() < 2 * least;
    return suspects.size()
        + " clients cause the additional "
        + of
        + (alike ? ", equally guilty: " : ": ")
        + shares;
  }

  private static String names(List<Suspect> suspects) {
    return suspects.stream().map(Suspect::client).collect(Collectors.joining(" and "));
  }

  /** A finding that names nobody itself, but follows from one that does. */
  static String follows(String effect, Stage source, List<Suspect> suspects) {
    return capital(effect)
        + "; it comes with the "
        + source.title()
        + ", which "
        + suspects.stream()
            .map(s -> s.client() + " through " + s.handler())
            .collect(Collectors.joining(" and "))
        + (suspects.size() == 1 ? " causes" : " cause");
  }

  /** Nothing is wrong. */
  static String quiet(Collection<Place> services, Clients everybody) {
    if (services.stream().noneMatch(Place::hasRows)) {
      return "Nothing is wrong that can be seen; no running JVM has the agent.";
    }
    if (services.stream().noneMatch(Place::knows)) {
      return "Too early to tell: no baseline was learned yet.";
    }
    long clients =
        everybody.all().stream()
            .filter(client -> client.nameable && client.recent(Amount.REQUESTS) > 0)
            .count();
    return "Nothing is wrong: "
        + Figures.amount(everybody.recent(Amount.REQUESTS))
        + " requests/s from "
        + clients
        + " client"
        + (clients == 1 ? "" : "s")
        + ", and no symptom"
        + heavy(everybody)
        + ".";
  }

  private static String heavy(Clients everybody) {
    for (Client client : everybody.all()) {
      Suspect heavy = Suspects.of(client, everybody, Amount.ITEMS, 0);
      if (client.nameable
          && heavy.itemShare() >= 0.5
          && heavy.itemShare() >= 5 * heavy.requestShare()) {
        return "; "
            + client.name
            + " asks for "
            + Figures.percent(heavy.itemShare())
            + " of all items, and nothing suffers from it";
      }
    }
    return "";
  }

  /** What is wrong, without who. */
  static String effect(Stage stage, String place, double value, OptionalDouble usual, String more) {
    String was = usual.isPresent() ? usually(stage, usual.getAsDouble()) : "";
    return switch (stage) {
      case PORTS -> more;
      case DIAL_FAILURES ->
          place + " fails to connect " + Figures.amount(value) + " times/s" + was + more;
      case LOGS -> place + " writes " + Figures.amount(value) + " log events/s" + was + more;
      case THREADS -> place + " has " + Figures.amount(value) + " threads" + was;
      case PAUSES ->
          "all threads of "
              + place
              + " stand still "
              + Figures.percent(value)
              + " of the time"
              + was
              + more;
      case MEMORY ->
          place + " holds " + Figures.percent(value) + " of its memory limit" + was + more;
      case KILLS ->
          place
              + (value == 1 ? " died once" : " died " + Figures.amount(value) + " times")
              + " in the last minutes"
              + more;
      case LATENCY ->
          "requests to " + place + " take " + Figures.time(value) + " longer than usual" + more;
      case ERRORS ->
          Figures.amount(value) + " requests/s to " + place + " end with an error" + was + more;
      case LISTEN_QUEUE ->
          "the listening socket "
              + place
              + " turns away "
              + Figures.amount(value)
              + " connections/s"
              + was;
      case ITEMS, TASKS, DIALS, TIME_WAIT -> stage.title();
    };
  }

  private static String usually(Stage stage, double usual) {
    boolean share = stage == Stage.PAUSES || stage == Stage.MEMORY;
    return " (usually " + (share ? Figures.percent(usual) : Figures.amount(usual)) + ")";
  }

  private static String seconds(long ms) {
    return Figures.amount(Math.max(0, ms) / 1000.0) + " s";
  }

  /** A beginning of a sentence; a name keeps its letters. */
  private static String capital(String text) {
    boolean word =
        text.startsWith("all ") || text.startsWith("requests ") || text.startsWith("the ");
    return word ? Character.toUpperCase(text.charAt(0)) + text.substring(1) : text;
  }
}

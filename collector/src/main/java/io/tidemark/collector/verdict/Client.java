package io.tidemark.collector.verdict;

import io.tidemark.segment.Label;
import java.util.Arrays;
import java.util.OptionalDouble;

/** What a client does in a service, at all handlers: the sums of its rows. */
final class Client {
  final String service;
  final String name;
  final boolean nameable;
  private final double[] recent = new double[Amount.COUNT];
  private final double[] usual = new double[Amount.COUNT];
  private final double[] excess = new double[Amount.COUNT];
  private final double[] largest = new double[Amount.COUNT];
  private final String[] largestAt = new String[Amount.COUNT];
  private double active;

  Client(String service, String name) {
    this.service = service;
    this.name = name;
    this.nameable = !name.equals(Label.UNATTRIBUTED) && !name.equals(Label.OTHER);
    Arrays.fill(largestAt, "");
  }

  /** Begins another step. */
  void clear() {
    active = 0;
    Arrays.fill(recent, 0);
    Arrays.fill(usual, 0);
    Arrays.fill(excess, 0);
    Arrays.fill(largest, 0);
  }

  void add(Row row) {
    active += row.active;
    for (Amount amount : Amount.ALL) {
      int i = amount.ordinal();
      recent[i] += row.recent(amount);
      usual[i] += row.usual(amount);
      double above = row.excess(amount);
      excess[i] += above;
      if (above > largest[i] || largestAt[i].isEmpty()) {
        largest[i] = above;
        largestAt[i] = row.handler;
      }
    }
  }

  double recent(Amount amount) {
    return recent[amount.ordinal()];
  }

  double usual(Amount amount) {
    return usual[amount.ordinal()];
  }

  double excess(Amount amount) {
    return excess[amount.ordinal()];
  }

  /** The handler with most of the excess. */
  String handler(Amount amount) {
    return largestAt[amount.ordinal()];
  }

  double active() {
    return active;
  }

  /** Mean time of the requests that ended; empty when none did. */
  OptionalDouble latency() {
    return mean(recent);
  }

  OptionalDouble usualLatency() {
    return mean(usual);
  }

  /** Whether its requests fail or wait far more than usual. */
  boolean suffers() {
    double errors = recent(Amount.ERRORS);
    if (errors >= 0.4 && errors >= 3 * usual(Amount.ERRORS)) {
      return true;
    }
    OptionalDouble now = latency();
    OptionalDouble before = usualLatency();
    return now.isPresent()
        && before.isPresent()
        && now.getAsDouble() >= 3 * before.getAsDouble()
        && now.getAsDouble() >= before.getAsDouble() + 0.05;
  }

  private static OptionalDouble mean(double[] rates) {
    double ended = rates[Amount.ENDED.ordinal()];
    return ended <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(rates[Amount.TIME.ordinal()] / ended);
  }
}

package io.tidemark.collector.verdict;

import java.util.Arrays;
import java.util.OptionalDouble;

/** What a client does in a service, at all handlers: the sums of its rows. */
final class Client {
  final String service;
  final String name;
  final boolean nameable;
  final boolean unattributed;
  private final double[] recent = new double[Amount.COUNT];
  private final double[] usual = new double[Amount.COUNT];
  private final double[] excess = new double[Amount.COUNT];
  private final double[] largest = new double[Amount.COUNT];
  private final String[] largestAt = new String[Amount.COUNT];
  private double active;

  Client(Row first) {
    this.service = first.service;
    this.name = first.client;
    this.nameable = first.isNameable();
    this.unattributed = first.isUnattributed();
    Arrays.fill(largestAt, first.handler);
  }

  void add(Row row) {
    active += row.active;
    for (Amount amount : Amount.values()) {
      int i = amount.ordinal();
      recent[i] += row.recent(amount);
      usual[i] += row.usual(amount);
      double above = row.excess(amount);
      excess[i] += above;
      if (above > largest[i]) {
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

  private static OptionalDouble mean(double[] rates) {
    double ended = rates[Amount.ENDED.ordinal()];
    return ended <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(rates[Amount.TIME.ordinal()] / ended);
  }
}

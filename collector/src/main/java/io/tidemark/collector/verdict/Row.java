package io.tidemark.collector.verdict;

import java.util.Arrays;

/**
 * What one client did at one handler of a service, in all of its JVMs: in the last seconds, and
 * usually. Rates are per second.
 *
 * <p>The newest {@value #STEPS} steps are kept. Only what is older becomes part of the baseline, so
 * that the first seconds of an incident are not in it by the time it is noticed.
 */
final class Row {
  static final int STEPS = 7;

  final String service;
  final String client;
  final String handler;
  private final double[][] steps = new double[STEPS][Amount.COUNT];
  private final double[] recent = new double[Amount.COUNT];
  private final double[] usual = new double[Amount.COUNT];
  private int idleSteps;
  double active;

  /** The client that it is a part of; its sums are made anew with each step. */
  final Client owner;

  Row(String client, String handler, Client owner) {
    this.service = owner.service;
    this.client = client;
    this.handler = handler;
    this.owner = owner;
  }

  /** Adds what one JVM counted to the step under way. */
  void add(int slot, double[] added, double activeNow) {
    double[] step = steps[slot];
    for (int i = 0; i < step.length; i++) {
      step[i] += added[i];
    }
    active += activeNow;
  }

  /** Amounts of a step, by {@link Amount}. */
  double[] step(int slot) {
    return steps[slot];
  }

  /** Over the last seconds. */
  double recent(Amount amount) {
    return recent[amount.ordinal()];
  }

  /** Before them. */
  double usual(Amount amount) {
    return usual[amount.ordinal()];
  }

  /** Amounts above the usual rate, never less than 0. */
  double excess(Amount amount) {
    return Math.max(0, recent(amount) - usual(amount));
  }

  /** Adds up the newest steps. */
  void close(Steps window) {
    Arrays.fill(recent, 0);
    double seconds = window.recentSeconds();
    boolean idle = true;
    for (int age = 0; age < window.recentSteps(); age++) {
      double[] step = steps[window.slot(age)];
      for (int i = 0; i < recent.length; i++) {
        recent[i] += step[i] / seconds;
        idle &= step[i] == 0;
      }
    }
    idleSteps = idle && active == 0 ? idleSteps + 1 : 0;
  }

  /** Makes a step part of the baseline. */
  void learn(int slot, double seconds, double weight) {
    double[] step = steps[slot];
    for (int i = 0; i < usual.length; i++) {
      usual[i] += weight * (step[i] / seconds - usual[i]);
    }
  }

  void forgetUsual() {
    Arrays.fill(usual, 0);
  }

  /** Begins a step. */
  void clear(int slot) {
    Arrays.fill(steps[slot], 0);
    active = 0;
  }

  /** How many steps it did nothing. */
  int idleSteps() {
    return idleSteps;
  }
}

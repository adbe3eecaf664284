package io.tidemark.collector.verdict;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The usual value of something: the median of the last minutes. Bounded: when {@value #SIZE} values
 * are kept, pairs become one and each further value stands for twice the time, up to eight seconds.
 *
 * <p>The newest {@value #LAG} values are held back, so that what is not yet known to be unusual is
 * no part of it.
 */
final class Baseline {
  static final int LAG = 3;
  private static final int SIZE = 64;
  private static final int MAX_PER_VALUE = 8;

  private final double[] values = new double[SIZE];
  private final double[] held = new double[LAG];
  private int heldCount;
  private int count;
  private int next;
  private int perValue = 1;
  private int pending;
  private double pendingSum;
  private int learned;
  private OptionalDouble median = OptionalDouble.empty();

  /** Takes the value of another step. */
  void add(double value) {
    if (heldCount < LAG) {
      held[heldCount++] = value;
      return;
    }
    double oldest = held[0];
    System.arraycopy(held, 1, held, 0, LAG - 1);
    held[LAG - 1] = value;
    learn(oldest);
  }

  /** Forgets what is held back: it was unusual. */
  void dropHeld() {
    heldCount = 0;
  }

  /** How many steps are part of it. */
  int learned() {
    return learned;
  }

  /** The median; empty while there is nothing. */
  OptionalDouble median() {
    return median;
  }

  private void learn(double value) {
    learned++;
    pendingSum += value;
    if (++pending < perValue) {
      return;
    }
    values[next] = pendingSum / pending;
    pending = 0;
    pendingSum = 0;
    next = (next + 1) % SIZE;
    count = Math.min(SIZE, count + 1);
    if (count == SIZE && next == 0 && perValue < MAX_PER_VALUE) {
      halve();
    }
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    median = OptionalDouble.of((sorted[(count - 1) / 2] + sorted[count / 2]) / 2);
  }

  private void halve() {
    for (int i = 0; i < SIZE / 2; i++) {
      values[i] = (values[2 * i] + values[2 * i + 1]) / 2;
    }
    count = SIZE / 2;
    next = count;
    perValue *= 2;
  }
}

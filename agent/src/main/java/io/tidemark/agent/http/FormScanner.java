package io.tidemark.agent.http;

import java.nio.charset.StandardCharsets;

/**
 * The values of a repeated parameter in a query or in a form's body: those of the configured
 * parameter, or else of the one with the most. Source: WHATWG URL,
 * "application/x-www-form-urlencoded".
 *
 * <p>Tells names apart by a hash of 64 bits, and follows the first {@value #NAMES} of them.
 */
final class FormScanner extends BodyScanner {
  /** Most names that are followed. */
  static final int NAMES = 32;

  // FNV-1a.
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final long wanted;
  private final long[] names = new long[NAMES];
  private final int[] values = new int[NAMES];
  private int used;
  private int most;
  private int ofWanted;
  private long hash = BASIS;
  private boolean inValue;
  // Digits of a percent-encoded byte that are still to come.
  private int digits;
  private int decoded;

  /**
   * @param parameter whose values count; empty for the one that has most, if it has two
   */
  FormScanner(String parameter) {
    this.wanted = parameter.isEmpty() ? BASIS : hash(parameter);
  }

  private static long hash(String name) {
    long hash = BASIS;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * PRIME;
    }
    return hash;
  }

  @Override
  void accept(int next) {
    if (next == '&') {
      end();
      inValue = false;
    } else if (!inValue) {
      if (next == '=') {
        end();
        inValue = true;
      } else {
        name(next);
      }
    }
  }

  private void name(int next) {
    if (digits > 0) {
      decoded = decoded << 4 | Math.max(0, Character.digit(next, 16));
      digits--;
      if (digits == 0) {
        append(decoded & 0xff);
      }
    } else if (next == '%') {
      digits = 2;
      decoded = 0;
    } else {
      append(next == '+' ? ' ' : next);
    }
  }

  private void append(int b) {
    hash = (hash ^ b) * PRIME;
  }

  @Override
  void end() {
    if (hash != BASIS) { // a parameter without a name is none
      count(hash);
    }
    hash = BASIS;
    digits = 0;
  }

  private void count(long name) {
    if (name == wanted) {
      ofWanted++;
    }
    for (int i = 0; i < used; i++) {
      if (names[i] == name) {
        values[i]++;
        most = Math.max(most, values[i]);
        return;
      }
    }
    if (used < NAMES) {
      names[used] = name;
      values[used] = 1;
      used++;
    }
  }

  @Override
  long items() {
    if (ofWanted > 0) {
      return ofWanted;
    }
    return most > 1 ? most : UNKNOWN;
  }

  @Override
  boolean wantsMore() {
    return true;
  }
}

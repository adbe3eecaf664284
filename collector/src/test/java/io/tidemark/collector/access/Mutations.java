package io.tidemark.collector.access;

import java.util.Arrays;
import java.util.Random;

/** Damaged copies of what is right. */
public final class Mutations {
  private Mutations() {}

  /** A copy with up to four bytes changed, or cut off, or with a part of it twice. */
  public static byte[] of(byte[] sound, Random random) {
    byte[] changed = sound.clone();
    for (int i = random.nextInt(5); i > 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(changed, random.nextInt(changed.length));
      case 1 -> twice(changed, random.nextInt(changed.length));
      default -> changed;
    };
  }

  private static byte[] twice(byte[] bytes, int from) {
    byte[] longer = Arrays.copyOf(bytes, 2 * bytes.length - from);
    System.arraycopy(bytes, from, longer, bytes.length, bytes.length - from);
    return longer;
  }
}

package io.tidemark.lab.memcached;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The local ports a pool dials from: a ring over the ephemeral range, as proxies with a configured
 * source range keep one. After a full round within TIME_WAIT's minute the port that is due, the one
 * that was closed longest ago, is still taken, and so is every other: the range is exhausted.
 *
 * <p>The incident left the choice to the kernel, by binding port 0. Once half of the range is taken
 * that search visits every taken port first: 3 to 4 ms of CPU a dial, measured on two cores, which
 * cannot fill the other half before the first ports come back. The ring reaches the same state, and
 * the same error from the same {@code bind}, on a machine of any size.
 *
 * <p>Thread-safe.
 */
public final class SourcePorts {
  /**
   * Distance between two tries of one dial: prime, and more than the idle connections of a pool, so
   * that a run of ports they hold does not pass for exhaustion.
   */
  private static final int STRIDE = 997;

  private final int low;
  private final int size;
  private final AtomicInteger dials = new AtomicInteger();

  /**
   * @param low first port of the range
   * @param high last port of the range
   */
  public SourcePorts(int low, int high) {
    if (low < 1 || high > 65_535 || high < low) {
      throw new IllegalArgumentException("no such port range: " + low + " to " + high);
    }
    this.low = low;
    this.size = high - low + 1;
  }

  /** The ports of a new dial, to be tried in this order. */
  int[] next(int tries) {
    int first = Math.floorMod(dials.getAndIncrement(), size);
    int[] ports = new int[tries];
    for (int i = 0; i < tries; i++) {
      ports[i] = low + (first + i * STRIDE) % size;
    }
    return ports;
  }
}

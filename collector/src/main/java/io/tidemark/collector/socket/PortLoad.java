package io.tidemark.collector.socket;

import java.util.Arrays;
import java.util.List;

/**
 * The ephemeral ports that are held towards one destination, or by one source address, when the
 * sockets were listed, and when the kernel lets go of them.
 *
 * <p>A socket stays in TIME_WAIT for {@link #SECONDS}. So what is left of that tells when it came
 * there, too: one listing shows the last minute of a destination's dials.
 */
final class PortLoad {
  /** How long a socket is in TIME_WAIT. Linux: {@code TCP_TIMEWAIT_LEN}. */
  static final int SECONDS = 60;

  // The kernel's timers that long are coarse: they fire up to 2 s late at 250 Hz, 4 s at 1000 Hz
  // (kernel/time/timer.c). A second is the mean of the former.
  private static final int LATE_SECONDS = 1;

  private static final int MS = 1_000;

  private final List<String> labels;
  private final boolean loopback;
  private final int open;
  private final int[] releases;
  private final int[] entered;

  private PortLoad(List<String> labels, boolean loopback, int open, int[] releases, int[] entered) {
    this.labels = labels;
    this.loopback = loopback;
    this.open = open;
    this.releases = releases;
    this.entered = entered;
  }

  /**
   * One that holds nothing yet.
   *
   * @param labels source address, and for a destination the peer's address and port
   * @param loopback whether either end is a loopback address
   */
  static PortLoad of(List<String> labels, boolean loopback) {
    return new PortLoad(labels, loopback, 0, new int[SECONDS + LATE_SECONDS], new int[SECONDS]);
  }

  /** The same with some ports of which it is not known when they are released: in use. */
  PortLoad withOpen(int ports) {
    return new PortLoad(labels, loopback, ports, releases, entered);
  }

  /** Adds a port by the time left to its first and its last connection, in milliseconds. */
  void addWaiting(int firstReleaseMs, int lastReleaseMs) {
    releases[second(lastReleaseMs) + LATE_SECONDS]++;
    if (firstReleaseMs > 0) { // or it is late, and when it came is not known
      entered[SECONDS - 1 - second(firstReleaseMs)]++;
    }
  }

  private static int second(int releaseMs) {
    return Math.min(releaseMs / MS, SECONDS - 1);
  }

  List<String> labels() {
    return labels;
  }

  boolean loopback() {
    return loopback;
  }

  /** Ports whose connections live. */
  int open() {
    return open;
  }

  /** Ports that are released in a second from now on. */
  int released(int second) {
    return releases[second];
  }

  /** How many seconds from now on there are to ask for. */
  int releaseSeconds() {
    return releases.length;
  }

  /**
   * Ports whose connection ended in a second before now, of {@link #SECONDS}, and which no other
   * connection held before.
   */
  int entered(int secondsAgo) {
    return entered[secondsAgo];
  }

  /** The same in any span of time before now, as if even within each second. */
  double enteredBetween(double fromSeconds, double toSeconds) {
    double sum = 0;
    for (int ago = (int) fromSeconds; ago < SECONDS && ago < toSeconds; ago++) {
      sum += entered[ago] * (Math.min(ago + 1.0, toSeconds) - Math.max(ago, fromSeconds));
    }
    return sum;
  }

  /** Ports that are released when their time has come. */
  int waiting() {
    return Arrays.stream(releases).sum();
  }

  /** Ports held now. */
  int used() {
    return open + waiting();
  }

  /**
   * The same as it is for plain connects that may take over a port in TIME_WAIT after a delay: then
   * only those that are younger are held, and that not for long.
   */
  PortLoad reusedAfter(int delayMs) {
    int seconds = Math.max(1, Math.min(SECONDS, (delayMs + MS - 1) / MS));
    int[] held = new int[seconds];
    for (int ago = 0; ago < seconds; ago++) {
      held[seconds - 1 - ago] = entered[ago];
    }
    return new PortLoad(labels, loopback, open, held, entered);
  }
}

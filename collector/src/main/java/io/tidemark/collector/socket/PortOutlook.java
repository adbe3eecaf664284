package io.tidemark.collector.socket;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is to be expected of the ports towards a destination, or of a source address, from a listing
 * of the sockets on.
 *
 * <p>Let r be the dials a second that take a port which was free. Ports in use after t seconds are
 * those in use now, and r t, less those that the kernel releases until then, which the listing
 * tells. After as long as a port is held by TIME_WAIT, what was dialled from now on is released as
 * fast as it is dialled, and the use grows only by connections that are not closed at all. That is
 * Little's law: no end is in sight unless the ports that are held, plus r times 60 s, exceed the
 * capacity before.
 */
public final class PortOutlook {
  // A growth by open connections is measured for a minute: ten more is as far as it carries.
  private static final double FARTHEST_SECONDS = 600;

  // An end that was in sight stays so while this share of the capacity is reached: at a rate that
  // is just at the limit, chance would have it come and go.
  private static final double STILL_IN_SIGHT = 0.9;

  private final PortLoad load;
  private final PortLoad contended;
  private final int capacity;
  private final double dialsPerSecond;
  private final double portsPerSecond;
  private final OptionalDouble secondsLeft;

  private PortOutlook(
      PortLoad load,
      PortLoad contended,
      int capacity,
      double dialsPerSecond,
      double portsPerSecond,
      OptionalDouble secondsLeft) {
    this.load = load;
    this.contended = contended;
    this.capacity = capacity;
    this.dialsPerSecond = dialsPerSecond;
    this.portsPerSecond = portsPerSecond;
    this.secondsLeft = secondsLeft;
  }

  /**
   * Looks ahead from a listing.
   *
   * @param load what is held, by whomever
   * @param contended what of it is held against those who compete here: for plain connects not what
   *     they may take over
   * @param capacity how many ports there are to compete for
   */
  static PortOutlook of(PortLoad load, PortLoad contended, int capacity, DialHistory history) {
    double dials = history.perSecond(load);
    double ports = dials - history.takenPerSecond(dials);
    double rate = contended == load ? ports : dials; // or what is taken over is not in contended
    OptionalDouble left = secondsLeft(contended, capacity, rate, history.leaksPerSecond());
    if (left.isEmpty()
        && history.endInSight()
        && highest(contended, rate) >= capacity * STILL_IN_SIGHT) {
      left = OptionalDouble.of(contended.releaseSeconds());
    }
    history.endInSight(left.isPresent());
    return new PortOutlook(load, contended, capacity, dials, ports, left);
  }

  private static OptionalDouble secondsLeft(PortLoad load, int capacity, double rate, double leak) {
    double used = load.used();
    if (used >= capacity) {
      return OptionalDouble.of(0);
    }
    int known = load.releaseSeconds();
    for (int second = 0; second < known; second++) {
      double next = used + rate - load.released(second);
      if (next >= capacity) {
        return OptionalDouble.of(second + (capacity - used) / (next - used));
      }
      used = next;
    }
    double left = known + (capacity - used) / leak; // infinite without a leak
    return left <= FARTHEST_SECONDS ? OptionalDouble.of(left) : OptionalDouble.empty();
  }

  private static double highest(PortLoad load, double rate) {
    double used = load.used();
    double highest = used;
    for (int second = 0; second < load.releaseSeconds(); second++) {
      used += rate - load.released(second);
      highest = Math.max(highest, used);
    }
    return highest;
  }

  /** Source address, and for a destination the peer's address and port. */
  public List<String> labels() {
    return load.labels();
  }

  /** Dials a second: see {@link DialHistory#perSecond}. */
  public double dialsPerSecond() {
    return dialsPerSecond;
  }

  /** Ports held some seconds after the listing, by what was known then. */
  public long usedAfter(double seconds) {
    return Math.round(after(load, seconds));
  }

  /** Ports that those who compete here would find some seconds after the listing. */
  public long freeAfter(double seconds) {
    return Math.max(0, Math.round(capacity - after(contended, seconds)));
  }

  private double after(PortLoad held, double seconds) {
    double rate = held == load ? portsPerSecond : dialsPerSecond;
    double used = held.used();
    double rest = seconds;
    for (int second = 0; second < held.releaseSeconds() && rest > 0; second++) {
      used += Math.min(1, rest) * (rate - held.released(second));
      rest--;
    }
    return Math.max(0, Math.min(used, Math.max(capacity, held.used())));
  }

  /** Seconds to the end, some seconds after the listing. */
  public OptionalDouble leftAfter(double seconds) {
    return secondsLeft.isEmpty()
        ? secondsLeft
        : OptionalDouble.of(Math.max(0, secondsLeft.getAsDouble() - seconds));
  }
}

package io.tidemark.lab.demo;

import io.tidemark.lab.dataplane.DataPlaneStats;
import io.tidemark.lab.load.LoadStats;

/**
 * The lab at one moment.
 *
 * @param atNs a reading of the nano clock
 * @param timeWait the host's sockets in TIME_WAIT
 */
record Observation(long atNs, LoadStats load, DataPlaneStats service, long timeWait) {

  /**
   * One line for people: rates since {@code before}, and what is the case now. What a service that
   * began anew has counted is less than before, and is no rate.
   */
  String since(Observation before) {
    double seconds = (atNs - before.atNs) / 1e9;
    return String.format(
        "%,6.0f req/s %,9.0f items/s %,7.0f dials/s  TIME_WAIT %,7d  %,6.0f cache errors/s  %,5d"
            + " threads  %,5.0f failed req/s",
        (load.requests() - before.load.requests()) / seconds,
        (load.items() - before.load.items()) / seconds,
        grown(before.service.dials(), service.dials()) / seconds,
        timeWait,
        grown(before.service.cacheErrors(), service.cacheErrors()) / seconds,
        service.threads(),
        (load.failed() - before.load.failed()) / seconds);
  }

  private static long grown(long before, long now) {
    return Math.max(0, now - before);
  }
}

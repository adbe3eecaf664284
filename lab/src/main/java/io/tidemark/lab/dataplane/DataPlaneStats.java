package io.tidemark.lab.dataplane;

/**
 * What the data plane tells its parent once a second. All but {@code threads} count since its
 * start.
 *
 * @param lookups keys looked up
 * @param dials connections to memcached attempted
 * @param addressAlreadyInUse dials that failed because no local port was left
 * @param cacheErrors failed cache operations of every kind, each logged
 * @param threads live Java threads now
 */
public record DataPlaneStats(
    long lookups, long dials, long addressAlreadyInUse, long cacheErrors, int threads) {

  public static final DataPlaneStats ZERO = new DataPlaneStats(0, 0, 0, 0, 0);
}

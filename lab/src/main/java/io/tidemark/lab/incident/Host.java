package io.tidemark.lab.incident;

/**
 * What the data plane has to live with.
 *
 * @param maxPorts local ports that it may dial from
 * @param twinLookups lookups at once of the bounded twins of the handler without a limit
 * @param diesWithoutMemory it ends when its heap is full, and is started again
 */
public record Host(int maxPorts, int twinLookups, boolean diesWithoutMemory) {
  /** As in the outage. */
  public static final Host USUAL = new Host(65_536, 50, false);
}

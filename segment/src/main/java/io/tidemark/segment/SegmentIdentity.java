package io.tidemark.segment;

/**
 * Which run of which service writes a segment.
 *
 * @param service the service's name
 * @param agentVersion version of the agent that writes
 * @param javaVersion the JVM's {@code java.version}
 * @param pid the process id as the JVM itself sees it, inside its container
 * @param startEpochMs when the JVM started, in milliseconds since 1970
 */
public record SegmentIdentity(
    String service, String agentVersion, String javaVersion, long pid, long startEpochMs) {

  /** Cleans and bounds the texts. */
  public SegmentIdentity {
    service = Label.clean(service, SegmentLayout.HANDLER_NAME_BYTES);
    agentVersion = Label.clean(agentVersion, SegmentLayout.HANDLER_NAME_BYTES);
    javaVersion = Label.clean(javaVersion, SegmentLayout.HANDLER_NAME_BYTES);
  }
}

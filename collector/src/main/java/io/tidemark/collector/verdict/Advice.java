package io.tidemark.collector.verdict;

/** What to do now, from the runbook, in one or two sentences. */
final class Advice {
  private static final String UNSEEN =
      "No destination's dials got slower, but the wait for answers over open connections is not"
          + " measured here: a thread dump says what requests wait for.";

  private Advice() {}

  /**
   * Advice.
   *
   * @param dependency what is known to be wrong with a destination; empty when nothing is
   */
  static String of(Stage symptom, Cause cause, String dependency) {
    String first =
        switch (cause) {
          case CLIENT, SEVERAL_CLIENTS ->
              "Stop or limit the client, by its name in the gateway or by refusing such requests. ";
          case CLIENT_GONE -> "Shed load at the door until the symptoms end. ";
          case THIN_EVIDENCE ->
              "Have an eye on the client; do not stop it on this evidence alone. ";
          case UNATTRIBUTED -> "Look for background work, and for programs without the agent. ";
          case NO_CLIENT ->
              dependency.isEmpty()
                  ? "Look at what the service depends on, not at its clients. "
                  : "Look at that destination first: its load, its pauses, the way to it. ";
        };
    boolean unseen = cause == Cause.NO_CLIENT && dependency.isEmpty();
    return first + (symptom == Stage.LATENCY && unseen ? UNSEEN : then(symptom));
  }

  private static String then(Stage symptom) {
    return switch (symptom) {
      case PORTS ->
          "Ports come back 60 seconds after the last dial; a wider net.ipv4.ip_local_port_range or"
              + " another source address wins time. Do not restart in a loop.";
      case DIAL_FAILURES ->
          "Stop retries; without a port every destination fails, so the one in the errors may be"
              + " innocent.";
      case LOGS -> "Raise the log level of the loudest place: the writing itself holds threads.";
      case THREADS -> "If nobody is named, a thread dump says what the threads wait for.";
      case PAUSES -> "If memory stays high after a full collection, restart one process at a time.";
      case MEMORY ->
          "If memory stays high after a full collection, restart one process at a time, before the"
              + " kernel does.";
      case KILLS ->
          "Stop the load before the next process meets it, then start one process, wait 60 seconds"
              + " for the ports, and let the load in slowly.";
      case LATENCY -> "Look at processors and pauses as well, and compare the handlers.";
      case ERRORS ->
          "Look at the kinds of errors by client: who retries at once makes more of them.";
      case LISTEN_QUEUE -> "Look at what listens there: its pauses, its threads, its processors.";
      case ITEMS, TASKS, DIALS, TIME_WAIT -> "";
    };
  }
}

package io.tidemark.collector.socket;

/**
 * The states of a TCP connection, in the kernel's order: Linux' number of a state is its ordinal
 * plus 1. Source: Linux, {@code include/net/tcp_states.h}.
 */
public enum TcpState {
  ESTABLISHED("established"),
  SYN_SENT("syn_sent"),
  SYN_RECEIVED("syn_received"),
  FIN_WAIT_1("fin_wait_1"),
  FIN_WAIT_2("fin_wait_2"),
  TIME_WAIT("time_wait"),
  CLOSED("closed"),
  CLOSE_WAIT("close_wait"),
  LAST_ACK("last_ack"),
  LISTEN("listen"),
  CLOSING("closing");

  private static final TcpState[] ALL = values();

  private final String label;

  TcpState(String label) {
    this.label = label;
  }

  /** The value of {@code network.connection.state}. */
  public String label() {
    return label;
  }

  /** The state of Linux' number; a half-open request counts as received, an unknown as closed. */
  static TcpState ofLinux(int number) {
    if (number == 12) {
      return SYN_RECEIVED; // TCP_NEW_SYN_RECV
    }
    return number >= 1 && number <= ALL.length ? ALL[number - 1] : CLOSED;
  }
}

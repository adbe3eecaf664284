package io.tidemark.segment;

/** How a handler was found: the value of {@code rpc.system.name}, stored by ordinal. */
public enum RpcSystem {
  /** The handler of 'other', or one whose system a newer agent names. */
  OTHER("other"),
  /** A gRPC method. */
  GRPC("grpc"),
  /** A Java method named in the agent's configuration. */
  JAVA("java"),
  /** An HTTP method and its route. */
  HTTP("http");

  // Each call of values() copies them.
  private static final RpcSystem[] VALUES = values();

  private final String label;

  RpcSystem(String label) {
    this.label = label;
  }

  /** The attribute's value. */
  public String label() {
    return label;
  }

  /** The system stored as {@code ordinal}; {@link #OTHER} for an ordinal out of range. */
  static RpcSystem ofOrdinal(int ordinal) {
    return ordinal >= 0 && ordinal < VALUES.length ? VALUES[ordinal] : OTHER;
  }
}

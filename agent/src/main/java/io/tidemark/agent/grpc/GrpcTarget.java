package io.tidemark.agent.grpc;

import io.tidemark.agent.weave.Target;
import io.tidemark.agent.weave.Weaving;

/** The classes of grpc-java that are changed. No transport relocates them. */
public enum GrpcTarget implements Target {
  /** One call at a server. */
  SERVER_CALL("io.grpc.internal.ServerCallImpl"),
  /** What the transport tells a call of: messages, the last of them, the end. */
  LISTENER("io.grpc.internal.ServerCallImpl$ServerStreamListenerImpl"),
  /** Starts calls, and drops those whose start fails. */
  TRANSPORT_LISTENER("io.grpc.internal.ServerImpl$ServerTransportListenerImpl"),
  /** Parses messages. */
  METHOD("io.grpc.MethodDescriptor");

  private final String className;

  GrpcTarget(String className) {
    this.className = className;
  }

  @Override
  public String className() {
    return className;
  }

  @Override
  public Weaving weaving() {
    return new GrpcWeaving(this);
  }
}

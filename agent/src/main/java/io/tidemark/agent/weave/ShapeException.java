package io.tidemark.agent.weave;

/** A class of the service is not of the shape that the advice for it is written for. */
public final class ShapeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ShapeException(String message) {
    super(message);
  }
}

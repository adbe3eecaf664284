package io.tidemark.lab.demo;

/** The lab cannot run, or broke while it ran; the message is meant for people. */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LabException(String message) {
    super(message);
  }
}

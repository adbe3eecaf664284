package com.acme;

import java.util.concurrent.Callable;

/** A handler whose requests do whatever a test asks for. */
public final class Work {
  private Work() {}

  /** Does it for a client. */
  public static <T> T as(String client, Callable<T> work) throws Exception {
    return work.call();
  }
}

package com.acme;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A handler that fans out two levels deep, through an executor that it is given. */
public final class Fanout {
  /** Tasks that each task of the first level starts. */
  public static final int CHILDREN = 2;

  /** Starts tasks, which start tasks, and returns when all of them have been run. */
  public void handle(String client, Executor executor, int width) throws InterruptedException {
    CountDownLatch children = new CountDownLatch(width * CHILDREN);
    for (int i = 0; i < width; i++) {
      executor.execute(
          () -> {
            for (int child = 0; child < CHILDREN; child++) {
              executor.execute(children::countDown);
            }
          });
    }
    if (!children.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException(client + " still waits for " + children.getCount());
    }
  }

  /** Does whatever it is given, for a client. */
  public void act(String client, Runnable action) {
    action.run();
  }
}

package io.tidemark.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** A handler that starts tasks. */
public final class Fanout {
  /** Gives the executor as many tasks, each of which counts down. */
  public void handle(String client, Executor executor, int tasks, CountDownLatch done) {
    for (int i = 0; i < tasks; i++) {
      executor.execute(new Task(done));
    }
  }

  // Each an object of its own, as tasks of a request are.
  private record Task(CountDownLatch done) implements Runnable {
    @Override
    public void run() {
      done.countDown();
    }
  }
}

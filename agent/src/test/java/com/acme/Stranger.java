package com.acme;

/** A task whose class is loaded once more, by a loader that soon is forgotten. */
public final class Stranger implements Runnable {
  private final Runnable task;

  public Stranger(Runnable task) {
    this.task = task;
  }

  @Override
  public void run() {
    task.run();
  }
}

package io.tidemark.lab.memcached;

/**
 * Who is told of the dials of one caller of the pool. Called by the thread that dials; must be
 * thread-safe.
 */
public interface DialWatch {
  /**
   * One attempt to reach the server: a connect that begins, or a bind that leaves none to begin.
   */
  void dialled();

  /** The attempt that was told of last on this thread has failed. */
  void failed(CacheFailure why);

  /** This one, and then another. */
  default DialWatch and(DialWatch other) {
    DialWatch first = this;
    return new DialWatch() {
      @Override
      public void dialled() {
        first.dialled();
        other.dialled();
      }

      @Override
      public void failed(CacheFailure why) {
        first.failed(why);
        other.failed(why);
      }
    };
  }
}

package io.tidemark.collector.signal;

import io.tidemark.collector.sample.Sample;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One thing that the collector measures, again and again. Called by one thread. */
public interface Signal extends Closeable {
  /** Short name for {@code tidemark.signal}, such as {@code sockets}. */
  String name();

  /**
   * Measures once.
   *
   * @param out takes what was measured; nothing, when there is nothing to measure
   * @throws IOException when measuring failed, which is reported and tried again next time
   */
  void sample(Consumer<Sample> out) throws IOException;

  /**
   * Measures once, for a signal that is made of others.
   *
   * @param before what the signals before it measured just now; not to be kept
   * @throws IOException as {@link #sample(Consumer)}
   */
  default void sample(List<Sample> before, Consumer<Sample> out) throws IOException {
    sample(out);
  }

  /**
   * A short look between two samples, ten times as often, for what is over before the next sample.
   * What it sees is part of the next sample. Does nothing unless a signal needs it.
   *
   * @throws IOException when looking failed, which is reported with the next sample
   */
  default void poll() throws IOException {}

  /**
   * What this place cannot show of the signal, for ever or for now, so that it is told apart from
   * what does not occur: reasons fit for {@code tidemark.reason}, such as {@code psi_missing}.
   * Asked after each sample.
   */
  default List<String> unsupported() {
    return List.of();
  }

  /**
   * Changes how long what is known of a dead JVM is kept, from now on. Never called while it
   * measures. Does nothing unless a signal keeps such.
   */
  default void keepDead(Duration keepDead) {}

  /** Closes what the signal keeps open: nothing, unless it says so. */
  @Override
  default void close() throws IOException {}
}

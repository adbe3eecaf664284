package io.tidemark.lab.demo;

import io.tidemark.lab.incident.Cast;
import io.tidemark.lab.incident.Outcome;
import java.io.IOException;

/** Runs incidents one after the other; may be closed by another thread, which ends the run. */
interface Runs extends AutoCloseable {

  /** One run; a lab that breaks is an outcome, too. */
  Outcome run(Cast cast) throws IOException;

  /** Whether it was ended, and with it the run that was going on. */
  boolean closed();

  @Override
  void close();
}

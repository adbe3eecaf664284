package io.tidemark.lab.incident;

import java.io.IOException;
import java.util.Set;

/** Sees a run from outside only, and says whom it accuses. */
@FunctionalInterface
public interface Judge {

  /**
   * Whom it accuses now; empty if nobody.
   *
   * @throws IOException if it does not answer
   */
  Set<Suspect> accused() throws IOException;
}

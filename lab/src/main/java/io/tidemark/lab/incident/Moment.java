package io.tidemark.lab.incident;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom a judge accused at a moment.
 *
 * @param seconds from the onset; negative before it
 * @param accused empty if nobody
 */
public record Moment(double seconds, Set<Suspect> accused) {
  public Moment {
    accused = Collections.unmodifiableSet(new TreeSet<>(accused));
  }
}

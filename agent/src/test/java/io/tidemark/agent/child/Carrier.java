package io.tidemark.agent.child;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** What tasks can be run by, and how many tasks each run of one is to be counted as. */
public interface Carrier {
  /** Those that there are on a release of Java. */
  static List<Carrier> all(int java) {
    List<Carrier> all = new ArrayList<>(List.of(JdkCarrier.values()));
    all.addAll(List.of(LibraryCarrier.values()));
    all.removeIf(carrier -> carrier.since() > java);
    return all;
  }

  /** Of an enum. */
  String name();

  /** How many tasks of a request each run is. */
  int tasksPerRun();

  /** Whether they are virtual threads. */
  default boolean virtual() {
    return false;
  }

  /** The release of Java that it came with. */
  default int since() {
    return 17;
  }

  /** A new one of its kind. */
  Executor open() throws ReflectiveOperationException;
}

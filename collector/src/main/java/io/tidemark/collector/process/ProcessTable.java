package io.tidemark.collector.process;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Something that knows the processes of this system. Not thread-safe. */
public interface ProcessTable {

  /**
   * What was seen at one look.
   *
   * @param processes by process id; without those that are gone or cannot be read
   * @param unsupported what could not be seen and why, as {@code
   *     io.tidemark.collector.signal.Signal} has it
   */
  record Look(Map<Long, ProcessFigures> processes, List<String> unsupported) {
    /** Copies both. */
    public Look {
      processes = Map.copyOf(processes);
      unsupported = List.copyOf(unsupported);
    }
  }

  /** Looks at processes. One that fails does not keep the others from being seen. */
  Look look(Set<Long> pids);
}

package io.tidemark.lab.dataplane;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data plane's own account of what its requests caused. It counts apart from the agent, to
 * check it, and knows each request's client by gRPC's context.
 *
 * @param rows by client and method; {@link #NOBODY} for what no request caused
 * @param process the whole process, counted apart from the rows
 */
public record EffectsReport(Map<String, Effects> rows, Effects process) {
  /** The row of what no request caused. */
  public static final String NOBODY = "unattributed unattributed";

  public EffectsReport {
    rows = Collections.unmodifiableMap(new TreeMap<>(rows));
  }
}

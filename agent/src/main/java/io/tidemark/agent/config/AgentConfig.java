package io.tidemark.agent.config;

import io.tidemark.agent.client.ClientSource;
import io.tidemark.agent.method.MethodSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the agent is to do, checked. {@link ConfigKey} says what each setting means.
 *
 * @param items field path by the full name of a gRPC method, or by an HTTP handler's method and
 *     route
 * @param warnings what was wrong with the settings, one line each, for people
 */
public record AgentConfig(
    boolean enabled,
    Path dir,
    String serviceName,
    List<ClientSource> clientSources,
    List<MethodSpec> methods,
    Map<String, String> items,
    int maxClients,
    int maxHandlers,
    int segmentBytes,
    boolean segmentAllowDisk,
    boolean grpcEnabled,
    boolean httpEnabled,
    boolean tasksEnabled,
    boolean usageEnabled,
    boolean dialsEnabled,
    boolean logsEnabled,
    GcReporting gcReporting,
    List<String> warnings) {

  /**
   * Most copies of a row's counters. More would make rows larger, and so fewer, for less and less
   * contention.
   */
  public static final int MAX_STRIPES = 8;

  /** Copies the collections. */
  public AgentConfig {
    clientSources = List.copyOf(clientSources);
    methods = List.copyOf(methods);
    items = Map.copyOf(items);
    warnings = List.copyOf(warnings);
  }
}

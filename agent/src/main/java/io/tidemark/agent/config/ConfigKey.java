package io.tidemark.agent.config;

import java.util.Locale;

/** The agent's settings: name, default and meaning of each. The README's table is made of it. */
public enum ConfigKey {
  ENABLED("enabled", "true", "`false`: the agent does nothing at all"),
  CONFIG("config", "", "a properties file with any of the other settings; at most 64 KiB"),
  DIR("dir", "/dev/shm/tidemark", "where the segment is written; must be on tmpfs"),
  SERVICE_NAME(
      "service.name",
      "",
      "name of the service; by default `OTEL_SERVICE_NAME`, else the main class or jar"),
  CLIENT_SOURCES(
      "client.sources",
      "header:x-client-id|header:x-client-name|mtls:spiffe|mtls:san|mtls:cn|user-agent|peer",
      "where a request's client is looked for; the first source that has a name wins"),
  METHODS(
      "methods",
      "",
      "Java methods to treat as handlers, such as `com.acme.Posts#load(client=0,batch=1)`"),
  ITEMS(
      "items",
      "",
      "what to count as items of a gRPC method instead of its largest repeated field, such as"
          + " `pkg.Posts/Get=batch.uris`; of an HTTP handler, such as `POST /posts=batch.uris`"),
  MAX_CLIENTS(
      "max.clients",
      "256",
      "clients with a name of their own, the heaviest; the rest are counted as `other`"),
  MAX_HANDLERS(
      "max.handlers", "128", "handlers with a name of their own; more are counted as `other`"),
  SEGMENT_BYTES("segment.bytes", "8m", "largest size of the segment; `k` and `m` are understood"),
  SEGMENT_ALLOW_DISK(
      "segment.allow-disk",
      "false",
      "`true`: accept a directory that is not on tmpfs, which can stall the service"),
  GRPC_ENABLED("instrumentation.grpc.enabled", "true", "`false`: leave gRPC servers alone"),
  HTTP_ENABLED(
      "instrumentation.http.enabled",
      "true",
      "`false`: leave servlets and the JDK's HTTP server alone"),
  TASKS_ENABLED(
      "instrumentation.tasks.enabled",
      "true",
      "`false`: a request's tasks and threads are not counted, and what they cause is no request's"),
  USAGE_ENABLED(
      "instrumentation.usage.enabled",
      "true",
      "`false`: do not charge allocated bytes and CPU time"),
  DIALS_ENABLED("instrumentation.dials.enabled", "true", "`false`: do not count dials"),
  LOGS_ENABLED(
      "instrumentation.logs.enabled",
      "true",
      "`false`: do not count log events and console writes"),
  GC_ENABLED(
      "instrumentation.gc.enabled",
      "auto",
      "`auto`: report the pauses of garbage collectors where HotSpot has no hsperfdata file; `true`:"
          + " always, where the collector cannot see that file; `false`: never");

  private static final String VARIABLE_PREFIX = "TIDEMARK_";

  private final String key;
  private final String defaultValue;
  private final String description;

  ConfigKey(String key, String defaultValue, String description) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  /** Its name in agent arguments and in the properties file. */
  public String key() {
    return key;
  }

  /** What is used when it is not set, written as one would set it. */
  public String defaultValue() {
    return defaultValue;
  }

  /** What it means, in one line of Markdown. */
  public String description() {
    return description;
  }

  /** Its name in the environment: {@code client.sources} is {@code TIDEMARK_CLIENT_SOURCES}. */
  public String variable() {
    return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}

package io.tidemark.agent.config;

import io.tidemark.agent.client.ClientSource;
import io.tidemark.agent.method.MethodSpec;
import io.tidemark.segment.SegmentLayout;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes settings of texts. Pure, and never fails: what is wrong is a warning and the default. */
public final class ConfigParser {
  private static final String SEPARATORS = "|;";
  private static final int MAX_NAMES = 4096;
  private static final int MIN_SEGMENT_BYTES = 64 << 10;
  private static final int MAX_ENTRIES = 256;

  private final ConfigInput input;
  private final Settings settings;

  private ConfigParser(ConfigInput input) {
    this.input = input;
    this.settings = Settings.read(input);
  }

  /** The configuration that the input gives. */
  public static AgentConfig parse(ConfigInput input) {
    return new ConfigParser(input).parse();
  }

  private AgentConfig parse() {
    int maxClients = number(ConfigKey.MAX_CLIENTS, 1, MAX_NAMES);
    int maxHandlers = number(ConfigKey.MAX_HANDLERS, 1, MAX_NAMES);
    int segmentBytes = segmentBytes(maxClients, maxHandlers);
    return new AgentConfig(
        flag(ConfigKey.ENABLED),
        dir(),
        serviceName(),
        clientSources(),
        methods(),
        items(),
        maxClients,
        maxHandlers,
        segmentBytes,
        flag(ConfigKey.SEGMENT_ALLOW_DISK),
        flag(ConfigKey.GRPC_ENABLED),
        flag(ConfigKey.HTTP_ENABLED),
        flag(ConfigKey.TASKS_ENABLED),
        flag(ConfigKey.USAGE_ENABLED),
        flag(ConfigKey.DIALS_ENABLED),
        flag(ConfigKey.LOGS_ENABLED),
        gcReporting(),
        settings.warnings());
  }

  private boolean flag(ConfigKey key) {
    String text = settings.text(key);
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return text.equalsIgnoreCase("true");
    }
    warnDefault(key, text, "true or false");
    return key.defaultValue().equals("true");
  }

  private GcReporting gcReporting() {
    String text = settings.text(ConfigKey.GC_ENABLED);
    GcReporting reporting = GcReporting.parse(text);
    if (reporting == null) {
      warnDefault(ConfigKey.GC_ENABLED, text, "auto, true or false");
      return GcReporting.AUTO;
    }
    return reporting;
  }

  private int number(ConfigKey key, int min, int max) {
    String text = settings.text(key);
    long number = number(text);
    if (number >= min && number <= max) {
      return (int) number;
    }
    warnDefault(key, text, "a number from " + min + " to " + max);
    return (int) number(key.defaultValue());
  }

  // Names and at least a row of 'other' for each handler must fit.
  private int segmentBytes(int maxClients, int maxHandlers) {
    int bytes = number(ConfigKey.SEGMENT_BYTES, MIN_SEGMENT_BYTES, SegmentLayout.MAX_FILE_BYTES);
    try {
      SegmentLayout.fitting(bytes, maxClients, maxHandlers, AgentConfig.MAX_STRIPES);
      return bytes;
    } catch (IllegalArgumentException e) {
      settings.warnValue(
          ConfigKey.SEGMENT_BYTES,
          settings.text(ConfigKey.SEGMENT_BYTES),
          "room for " + maxClients + " clients and " + maxHandlers + " handlers",
          "using 64m");
      return SegmentLayout.MAX_FILE_BYTES;
    }
  }

  // Digits, and k or m for 2^10 or 2^20; -1 for anything else.
  private static long number(String text) {
    int end = text.length();
    int shift = 0;
    if (end > 1 && "kKmM".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
      shift = "kK".indexOf(text.charAt(end)) >= 0 ? 10 : 20;
    }
    try {
      return Long.parseLong(text, 0, end, 10) * (1L << shift);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private Path dir() {
    String text = settings.text(ConfigKey.DIR);
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      warnDefault(ConfigKey.DIR, text, "a path");
      return Path.of(ConfigKey.DIR.defaultValue());
    }
  }

  private String serviceName() {
    String configured = settings.text(ConfigKey.SERVICE_NAME);
    if (!configured.isEmpty()) {
      return configured;
    }
    String standard = input.environment().getOrDefault("OTEL_SERVICE_NAME", "").trim();
    return standard.isEmpty() ? ServiceName.ofCommand(input.command()) : standard;
  }

  private List<ClientSource> clientSources() {
    List<ClientSource> sources = new ArrayList<>();
    for (String text : Lists.split(settings.text(ConfigKey.CLIENT_SOURCES), SEPARATORS + ',')) {
      ClientSource source = ClientSource.parse(text);
      if (source == null) {
        settings.warnValue(
            ConfigKey.CLIENT_SOURCES,
            text,
            "header:<name>, mtls:spiffe, mtls:san, mtls:cn, user-agent or peer",
            "this one is left out");
      } else if (sources.size() < MAX_ENTRIES) {
        sources.add(source);
      }
    }
    return sources;
  }

  private List<MethodSpec> methods() {
    List<MethodSpec> methods = new ArrayList<>();
    for (String text : Lists.split(settings.text(ConfigKey.METHODS), SEPARATORS)) {
      try {
        MethodSpec method = MethodSpec.parse(text);
        if (methods.size() < MAX_ENTRIES) {
          methods.add(method);
        }
      } catch (IllegalArgumentException e) {
        settings.warnValue(
            ConfigKey.METHODS, text, String.valueOf(e.getMessage()), "this one is left out");
      }
    }
    return methods;
  }

  private Map<String, String> items() {
    Map<String, String> items = new TreeMap<>();
    for (Map.Entry<String, String> entry : settings.items().entrySet()) {
      putItems(items, entry.getKey(), entry.getValue());
    }
    for (String text : Lists.split(settings.text(ConfigKey.ITEMS), SEPARATORS)) {
      int equals = text.indexOf('=');
      int end = equals < 0 ? text.length() : equals;
      putItems(items, text.substring(0, end), equals < 0 ? "" : text.substring(end + 1));
    }
    return items;
  }

  private void putItems(Map<String, String> items, String method, String path) {
    if (method.indexOf('/') <= 0 || !isFieldPath(path.trim())) {
      settings.warnValue(
          ConfigKey.ITEMS,
          method + '=' + path,
          "<package.Service/Method>=<field>[.<field>…] or <METHOD /route>=<field>[.<field>…]",
          "this one is left out");
    } else if (items.size() < MAX_ENTRIES) {
      items.putIfAbsent(method.trim(), path.trim());
    }
  }

  private static boolean isFieldPath(String path) {
    if (path.isEmpty() || path.startsWith(".") || path.endsWith(".") || path.contains("..")) {
      return false;
    }
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) != '.' && !Character.isJavaIdentifierPart(path.charAt(i))) {
        return false;
      }
    }
    return path.length() <= MAX_ENTRIES;
  }

  private void warnDefault(ConfigKey key, String value, String expected) {
    settings.warnValue(key, value, expected, "using " + key.defaultValue());
  }
}
